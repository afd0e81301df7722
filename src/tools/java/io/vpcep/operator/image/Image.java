package io.vpcep.operator.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vpcep.operator.controlplane.FolderTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image in an archive as {@code docker load} takes it, unpacked.
 *
 * @param digest of the configuration, which names the digests of all layers: the image's ID
 * @param configuration what a container runtime reads: user, environment, entry point, layers
 * @param layers the files of each layer, the base's first
 * @param root the file system that all layers make
 */
record Image(String digest, JsonNode configuration, List<List<String>> layers, Path root) {

  /** What stands for an image before one is built. */
  Image() {
    this("", MissingNode.getInstance(), List.of(), Path.of(""));
  }

  /** Unpacks the archive below a folder. */
  static Image unpack(Path archive, Path folder) throws IOException {
    var parts = Files.createDirectories(folder.resolve("parts"));
    var root = Files.createDirectories(folder.resolve("root"));
    try (var stream = Files.newInputStream(archive)) {
      extract(stream, parts);
    }
    var json = new JsonMapper();
    var manifest = json.readTree(Files.readAllBytes(parts.resolve("manifest.json"))).get(0);
    var layers = new ArrayList<List<String>>();
    for (var layer : manifest.get("Layers")) {
      try (var stream = plain(Files.newInputStream(parts.resolve(layer.asText())))) {
        layers.add(extract(stream, root));
      }
    }
    var config = Files.readAllBytes(parts.resolve(manifest.get("Config").asText()));
    var digest = HexFormat.of().formatHex(BaseImage.sha256().digest(config));
    FolderTree.delete(parts);
    return new Image(digest, json.readTree(config), layers, root);
  }

  /** What is run in a container, with the paths of the unpacked file system. */
  List<String> command(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    for (var part : configuration.at("/config/Entrypoint")) {
      command.add(onHost(part.asText()));
    }
    command.set(0, java().toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** An argument that names a file of arguments names a copy with the host's paths. */
  private String onHost(String argument) throws IOException {
    if (!argument.startsWith("@/")) {
      return argument.replaceFirst("^(.*=)?/app/", "$1" + root + "/app/");
    }
    var file = root.resolve(argument.substring(2));
    var copy = root.resolveSibling(file.getFileName() + ".host");
    Files.writeString(copy, Files.readString(file).replace("/app/", root + "/app/"));
    return "@" + copy;
  }

  /** Found as a container runtime finds it: by the image's PATH. */
  private Path java() {
    for (var variable : configuration.at("/config/Env")) {
      if (variable.asText().startsWith("PATH=")) {
        for (var folder : variable.asText().substring(5).split(":", -1)) {
          var java = root.resolve(folder.substring(1)).resolve("java");
          if (Files.isExecutable(java)) {
            return java;
          }
        }
      }
    }
    throw new AssertionError("no java in the PATH of " + configuration);
  }

  private static InputStream plain(InputStream stream) throws IOException {
    var buffered = new BufferedInputStream(stream, 1 << 16);
    buffered.mark(2);
    boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return zipped ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  private static List<String> extract(InputStream stream, Path folder) throws IOException {
    var names = new ArrayList<String>();
    var tar = new TarArchiveInputStream(stream);
    for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      var file = folder.resolve(entry.getName()).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException(entry.getName() + " is outside of the archive");
      }
      if (entry.isDirectory()) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.getParent());
        write(tar, entry, file);
        names.add("/" + entry.getName());
      }
    }
    return names;
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    // What a later layer has goes before what an earlier one has.
    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    Files.setLastModifiedTime(file, FileTime.from(entry.getLastModifiedTime().toInstant()));
  }
}
