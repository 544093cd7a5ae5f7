package fairweather.bench.scoring;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The store over HTTP on this machine. */
record HttpObjects(URI base) implements ObjectReader {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(base + "/" + key)).build();
            HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new FailureException(Code.HTTP_4XX, "the answer to " + key + " is " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException broken) {
            throw new FailureException(Code.UNREACHABLE, "the server does not answer", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the benchmark was stopped", stopped);
        }
    }
}
