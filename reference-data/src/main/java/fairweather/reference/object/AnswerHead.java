package fairweather.reference.object;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Status and headers of an answer. A header that contradicts itself counts as absent. */
record AnswerHead(int status, HttpClient.Version version, HttpHeaders headers) {
    static final int OK = 200;
    static final int PARTIAL = 206;
    private static final String DIGITS = "\\d{1,18}";

    static AnswerHead of(HttpResponse.ResponseInfo info) {
        return new AnswerHead(info.statusCode(), info.version(), info.headers());
    }

    Optional<String> header(String name) {
        List<String> values = headers.allValues(name).stream().distinct().toList();
        return values.size() == 1 ? Optional.of(values.getFirst().strip()) : Optional.empty();
    }

    /** The announced bytes of the body; -1 if none are announced. */
    long length() {
        return header("Content-Length")
                .filter(length -> length.matches(DIGITS))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    /** Null where there is none. */
    String etag() {
        return header("ETag").filter(EntityTag::usable).orElse(null);
    }

    Optional<ContentRange> contentRange() {
        return header("Content-Range").flatMap(ContentRange::parse);
    }

    boolean encoded() {
        return headers.allValues("Content-Encoding").stream()
                .anyMatch(encoding -> !encoding.strip().equalsIgnoreCase("identity"));
    }

    /** Whether the end of the body can be told from a broken connection. */
    boolean delimited() {
        return version != HttpClient.Version.HTTP_1_1
                || length() >= 0
                || header("Transfer-Encoding")
                        .filter("chunked"::equalsIgnoreCase)
                        .isPresent();
    }

    /** In how long the server wants to be asked again; never negative. */
    Optional<Duration> retryAfter(Instant now) {
        return header("Retry-After").flatMap(text -> {
            if (text.matches(DIGITS)) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Duration wait = Duration.between(
                        now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)));
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeException otherForm) {
                return Optional.empty();
            }
        });
    }

    /** What the answer is called in a trouble's text. */
    String describe() {
        boolean html = header("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("text/html"))
                .isPresent();
        return "status " + status + (html ? " (an HTML page)" : "");
    }
}
