package io.vpcep.operator.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A base image without a registry: a Java runtime in one layer, in an archive as {@code docker
 * save} writes it. It has no C library, so that it runs only where that of the host is at hand.
 */
final class BaseImage {

  /** Of this machine, in the words of images. */
  static final String ARCHITECTURE =
      System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";

  private static final String RUNTIME = "opt/java/";

  private BaseImage() {}

  /** Packs the runtime of a folder; equal folders make equal archives. */
  static void write(Path runtime, Path archive) throws IOException {
    write(runtime, archive, ARCHITECTURE);
  }

  /** The same, for an image that claims to be for an architecture and is never run. */
  static void write(Path runtime, Path archive, String architecture) throws IOException {
    var layer = Files.createTempFile(archive.getParent(), "layer", ".tar");
    var digest = writeLayer(runtime, layer);
    var config =
        Map.of(
            "architecture",
            architecture,
            "os",
            "linux",
            "config",
            Map.of("Env", List.of("PATH=/" + RUNTIME + "bin")),
            "rootfs",
            Map.of("type", "layers", "diff_ids", List.of("sha256:" + digest)));
    var manifest =
        List.of(
            Map.of(
                "Config",
                "config.json",
                "RepoTags",
                List.of("local/java:latest"),
                "Layers",
                List.of("layer.tar")));
    var json = new JsonMapper();
    try (var tar = tar(Files.newOutputStream(archive))) {
      add(tar, "config.json", json.writeValueAsBytes(config));
      add(tar, "manifest.json", json.writeValueAsBytes(manifest));
      var entry = new TarArchiveEntry("layer.tar");
      entry.setSize(Files.size(layer));
      tar.putArchiveEntry(entry);
      Files.copy(layer, tar);
      tar.closeArchiveEntry();
    }
    Files.delete(layer);
  }

  private static String writeLayer(Path runtime, Path layer) throws IOException {
    var sha = sha256();
    try (var tar = tar(new DigestOutputStream(Files.newOutputStream(layer), sha));
        Stream<Path> paths = Files.walk(runtime)) {
      for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
        var entry = new TarArchiveEntry(RUNTIME + runtime.relativize(path));
        entry.setSize(Files.size(path));
        entry.setMode(Files.isExecutable(path) ? 0755 : 0644);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        Files.copy(path, tar);
        tar.closeArchiveEntry();
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static TarArchiveOutputStream tar(OutputStream stream) {
    var tar = new TarArchiveOutputStream(stream, UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    return tar;
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
