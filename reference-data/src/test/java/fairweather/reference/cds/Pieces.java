package fairweather.reference.cds;

import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** The least that fetches ranges over HTTP. */
record Pieces(URI base) implements ObjectStore {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Override
    public Optional<StoredObject> range(String key, long from, long to, String etag) {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(key))
                    .header("Range", "bytes=" + from + "-" + to)
                    .build();
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            if (response.statusCode() != 206) {
                throw new ObjectTrouble(ObjectTrouble.Kind.REFUSED, "answered " + response.statusCode());
            }
            String range = response.headers().firstValue("Content-Range").orElseThrow();
            long length = Long.parseLong(range.substring(range.indexOf('/') + 1));
            String state = response.headers().firstValue("ETag").orElse(null);
            return Optional.of(new StoredObject(new ObjectInfo(key, length, state), response.body()));
        } catch (IOException | InterruptedException broken) {
            throw new ObjectTrouble(ObjectTrouble.Kind.TRUNCATED, "it broke off", broken);
        }
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredObject> get(String key, long most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String describe() {
        return base.toString();
    }
}
