package fairweather.deploy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A root directory in which {@link FakeService} takes the place of the three services; the data are the real ones. */
final class FakeProject {
    private FakeProject() {}

    static Path create(Path root) throws IOException {
        for (Service service : Service.values()) {
            Path jar = service.jar(root);
            Files.createDirectories(jar.getParent());
            new JarOutputStream(Files.newOutputStream(jar), manifest()).close();
        }
        Files.createDirectories(root.resolve("demo"));
        Path real = Path.of(System.getProperty("fairweather.root")).toRealPath();
        Files.createSymbolicLink(root.resolve("demo/data"), real.resolve("demo/data"));
        return root;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        return manifest;
    }
}
