package fairweather.scorecard.location;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** What is fetched by HTTP(S): the objects of a store, or a whole file. */
final class WebObjects implements ObjectReader {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private final String root;

    /** @param root the address of the store, without a slash at its end */
    WebObjects(String root) {
        this.root = root;
    }

    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        HttpResponse<InputStream> answer = send(root + "/" + key.value());
        try (InputStream body = answer.body()) {
            // A bucket without the right to list answers 403 for what is not there.
            if (answer.statusCode() == NOT_FOUND || answer.statusCode() == FORBIDDEN) {
                throw new FailureException(Code.INTEGRITY_CHUNK_MISSING, "the store has no object " + key);
            }
            check(answer);
            byte[] bytes = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, maxBytes + 1));
            if (bytes.length > maxBytes) {
                throw new FailureException(
                        Code.OVERSIZE, "the object " + key + " is larger than " + maxBytes + " bytes");
            }
            return bytes;
        } catch (IOException broken) {
            throw new FailureException(Code.UNREACHABLE, "the transfer of " + key + " broke off", broken);
        }
    }

    /** Fetches a whole file. */
    static void download(String address, Path into) {
        HttpResponse<InputStream> answer = send(address);
        try (InputStream body = answer.body()) {
            check(answer);
            Files.copy(body, into, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new FailureException(Code.UNREACHABLE, "the transfer broke off", broken);
        }
    }

    private static void check(HttpResponse<InputStream> answer) {
        if (answer.statusCode() != OK) {
            throw new FailureException(Code.HTTP_4XX, "the server answers with status " + answer.statusCode());
        }
    }

    private static HttpResponse<InputStream> send(String address) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER).build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException invalid) {
            throw new FailureException(Code.UNREACHABLE, "this is no address", invalid);
        } catch (IOException unreachable) {
            throw new FailureException(Code.UNREACHABLE, "the server cannot be reached", unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException(Code.UNREACHABLE, "the transfer was interrupted", interrupted);
        }
    }
}
