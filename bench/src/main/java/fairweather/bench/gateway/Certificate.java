package fairweather.bench.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate that a server signed itself, and its key, in the form that nginx reads. */
record Certificate(Path certificate, Path key) {
    private static final String PASSWORD = "benchmark";

    static Certificate made(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("miner.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "miner",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=miner",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Certificate(
                pem(directory, "CERTIFICATE", keys.getCertificate("miner").getEncoded()),
                pem(
                        directory,
                        "PRIVATE KEY",
                        keys.getKey("miner", PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path pem(Path directory, String kind, byte[] der) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
        return Files.writeString(directory.resolve(kind.replace(' ', '-') + ".pem"), text);
    }
}
