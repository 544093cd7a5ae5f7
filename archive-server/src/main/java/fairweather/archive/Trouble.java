package fairweather.archive;

import fairweather.archive.wire.Answer;

/** Answers without an object, with a body of XML as S3 and Google's store give it. */
final class Trouble {
    private Trouble() {}

    static Answer notFound(String key) {
        return error(404, "NoSuchKey", "The specified key does not exist.", "<Key>" + escaped(key) + "</Key>");
    }

    static Answer changed() {
        return error(412, "PreconditionFailed", "At least one of the preconditions you specified did not hold.", "");
    }

    static Answer outOfRange(long length) {
        return error(416, "InvalidRange", "The requested range cannot be satisfied.", "")
                .with("Content-Range", "bytes */" + length);
    }

    static Answer slowDown() {
        return error(429, "SlowDown", "Please reduce your request rate.", "");
    }

    static Answer unavailable() {
        return error(503, "ServiceUnavailable", "Service is unable to handle request.", "");
    }

    static Answer denied() {
        return error(403, "AccessDenied", "Access Denied", "");
    }

    static Answer notAllowed() {
        return error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", "");
    }

    private static Answer error(int status, String code, String message, String more) {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message>" + more + "</Error>";
        return Answer.text(status, "application/xml", xml);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
