package io.belay.server.tokens;

/**
 * What a token must say.
 *
 * @param issuer who must have issued it
 * @param audience for whom it must have been, among others perhaps
 * @param userClaim where it says who the user is
 * @param rolesClaim where it says what roles the user has, by its own name or by names with dots from the outside in
 * @param clockSkewMs by how much the clock of the issuer may be off, 0 or more
 */
public record TokenRules(String issuer, String audience, String userClaim, String rolesClaim, long clockSkewMs) {}
