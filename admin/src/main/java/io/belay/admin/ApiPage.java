package io.belay.admin;

import io.belay.admin.text.BadSettingException;

/**
 * One page under {@code /api}.
 *
 * @param method by which it is asked for
 * @param pattern its path, in which {@code {name}} stands for one part, whatever that is
 * @param need the right that whoever asks must have
 * @param bodyLengthMax bytes of a request, 0 or more
 * @param handler answers
 */
record ApiPage(String method, String pattern, Need need, int bodyLengthMax, Handler handler) {
    /** Answers a request of somebody who may ask. Any thread. */
    interface Handler {
        /** @throws BadSettingException if the request makes no sense, with what was expected and found */
        Answer answer(ApiRequest request) throws BadSettingException;
    }

    /** A page that is only looked at. */
    static ApiPage reading(String pattern, Need need, Handler handler) {
        return new ApiPage("GET", pattern, need, AdminServer.BODY_LENGTH_MAX, handler);
    }

    /** A page that changes something, by a short order. */
    static ApiPage post(String pattern, Need need, Handler handler) {
        return new ApiPage("POST", pattern, need, AdminServer.BODY_LENGTH_MAX, handler);
    }

    /** A page that ends something. */
    static ApiPage delete(String pattern, Need need, Handler handler) {
        return new ApiPage("DELETE", pattern, need, AdminServer.BODY_LENGTH_MAX, handler);
    }

    /** Answers, or says what is wrong with the question. */
    Answer answer(ApiRequest request) {
        try {
            return handler.answer(request);
        } catch (BadSettingException senseless) {
            return request.form().error(400, senseless.getMessage());
        }
    }
}
