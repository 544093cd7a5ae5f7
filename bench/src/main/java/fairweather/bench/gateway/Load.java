package fairweather.bench.gateway;

/**
 * What is read at once.
 *
 * @param tls whether the miners are reached by TLS
 * @param object the name of the object's file
 * @param readers how many read at once, each from a miner of its own
 */
record Load(boolean tls, StoreFile object, int readers) {
    String words() {
        return "%s, %s, %d at once".formatted(tls ? "HTTPS" : "HTTP", object.words(), readers);
    }

    /** The objects of the benchmark: about a chunk of one level and one of thirteen. */
    enum StoreFile {
        SMALL("small", 4),
        LARGE("large", 50);

        private final String file;
        private final int megabytes;

        StoreFile(String file, int megabytes) {
            this.file = file;
            this.megabytes = megabytes;
        }

        String file() {
            return file;
        }

        int bytes() {
            return megabytes * 1_000_000;
        }

        String words() {
            return megabytes + " MB";
        }
    }
}
