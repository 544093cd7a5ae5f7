package fairweather.reference.cds;

import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Brings the result of a job into a file, in pieces, whole or not at all. The key is not known here. */
final class CdsDownload {
    /** How a multihash begins: the number of the function and the length. */
    private static final String SHA_256 = "1220";

    private static final String MD5 = "d50110";

    private final Function<URI, ObjectStore> stores;
    private final boolean plainHttp;

    /**
     * @param stores the objects below an address that ends with a slash
     * @param plainHttp whether a result may come without encryption
     */
    CdsDownload(Function<URI, ObjectStore> stores, boolean plainHttp) {
        this.stores = stores;
        this.plainHttp = plainHttp;
    }

    /** The result is not what it was said to be, or cannot be had. */
    static final class Spoilt extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spoilt(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Appends the result to a file.
     *
     * @param afterPiece called often; throws if there is no longer any use in going on
     * @throws Spoilt if it does not arrive as it was announced
     * @throws ObjectTrouble if it cannot be had at the moment
     */
    void to(FileChannel file, CdsAsset asset, Runnable afterPiece) throws IOException {
        URI href = checked(asset);
        ObjectStore store = stores.apply(href.resolve("."));
        String key = href.getRawPath().substring(href.getRawPath().lastIndexOf('/') + 1);
        Optional<Sum> sum = Sum.of(asset.checksum());
        try {
            pieces(store, key, asset.bytes(), piece -> {
                sum.ifPresent(function -> function.digest().update(piece));
                write(file, piece);
                afterPiece.run();
            });
        } catch (ObjectTrouble trouble) {
            throw trouble.kind().ofTheHost()
                    ? trouble
                    : new Spoilt("the result cannot be downloaded: " + trouble.getMessage(), trouble);
        }
        if (sum.isPresent() && !sum.get().agrees()) {
            throw new Spoilt("the result does not have the announced checksum", null);
        }
    }

    private URI checked(CdsAsset asset) {
        URI href = asset.href();
        boolean allowed = "https".equals(href.getScheme()) || plainHttp && "http".equals(href.getScheme());
        if (!allowed || href.getHost() == null || href.getUserInfo() != null || href.getRawQuery() != null) {
            throw new Spoilt("the result lies at an address that is not allowed", null);
        }
        if (asset.bytes() <= 0 || asset.bytes() > CdsPatience.MOST_RESULT_BYTES) {
            throw new Spoilt("the result is said to have " + asset.bytes() + " bytes", null);
        }
        return href;
    }

    private interface Piecewise {
        void take(byte[] piece) throws IOException;
    }

    private static void pieces(ObjectStore store, String key, long bytes, Piecewise receiver) throws IOException {
        String etag = null;
        for (long from = 0; from < bytes; from += CdsPatience.PIECE_BYTES) {
            long to = Math.min(from + CdsPatience.PIECE_BYTES, bytes) - 1;
            StoredObject piece = store.range(key, from, to, etag)
                    .orElseThrow(() -> new Spoilt("the result is no longer where it was announced", null));
            if (piece.info().length() != bytes || piece.bytes().length != to - from + 1) {
                throw new Spoilt(
                        "the result has " + piece.info().length() + " bytes instead of the announced " + bytes, null);
            }
            etag = piece.info().etag();
            receiver.take(piece.bytes());
        }
    }

    private static void write(FileChannel file, byte[] piece) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(piece);
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /**
     * A checksum whose function is known. The provider's usual one is a fingerprint of its store's, which need not be of
     * the bytes: it cannot be checked and is not.
     */
    private record Sum(MessageDigest digest, String expected) {

        static Optional<Sum> of(String checksum) {
            if (checksum == null) {
                return Optional.empty();
            }
            String hex = checksum.toLowerCase(Locale.ROOT);
            if (hex.matches(SHA_256 + "[0-9a-f]{64}")) {
                return Optional.of(of("SHA-256", hex.substring(SHA_256.length())));
            }
            return hex.matches(MD5 + "[0-9a-f]{32}")
                    ? Optional.of(of("MD5", hex.substring(MD5.length())))
                    : Optional.empty();
        }

        private static Sum of(String function, String expected) {
            try {
                return new Sum(MessageDigest.getInstance(function), expected);
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("this Java has no " + function, missing);
            }
        }

        boolean agrees() {
            return HexFormat.of().formatHex(digest.digest()).equals(expected);
        }
    }
}
