package io.belay.access;

import java.util.List;

/**
 * Permissions that go together.
 *
 * @param name by which accounts have it
 * @param permissions each of them allows something; none forbids
 */
public record Role(String name, List<Permission> permissions) {
    /** Keeps a copy. */
    public Role {
        permissions = List.copyOf(permissions);
    }
}
