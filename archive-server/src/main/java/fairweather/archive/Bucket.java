package fairweather.archive;

import fairweather.archive.wire.Answer;
import fairweather.archive.wire.Request;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers for one object as a public bucket does: GET and HEAD, ranges, If-Match. */
final class Bucket {
    private Bucket() {}

    /** @param ranges whether the header Range is heeded */
    static Answer answer(Request request, Optional<Content> found, boolean ranges) {
        if (!request.method().equals("GET") && !request.head()) {
            return Trouble.notAllowed();
        }
        if (found.isEmpty()) {
            return Trouble.notFound(request.key());
        }
        Content content = found.get();
        String wanted = request.header("If-Match");
        if (wanted != null && !wanted.equals("*") && !wanted.equals(content.etag())) {
            return Trouble.changed();
        }
        Optional<ByteRange> range =
                ranges ? ByteRange.of(request.header("Range"), content.body().length()) : Optional.empty();
        return range.map(part -> part(content, part)).orElseGet(() -> whole(content));
    }

    private static Answer whole(Content content) {
        return Answer.of(200, headers(content), new byte[0]).with(content.body());
    }

    private static Answer part(Content content, ByteRange range) {
        long length = content.body().length();
        if (range.isEmpty()) {
            return Trouble.outOfRange(length);
        }
        return Answer.of(206, headers(content), new byte[0])
                .with("Content-Range", "bytes " + range.from() + "-" + range.to() + "/" + length)
                .with(content.body().slice(range.from(), range.length()));
    }

    private static Map<String, String> headers(Content content) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/octet-stream");
        headers.put("Accept-Ranges", "bytes");
        headers.put("ETag", content.etag());
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(content.modified().atZone(ZoneOffset.UTC)));
        return headers;
    }
}
