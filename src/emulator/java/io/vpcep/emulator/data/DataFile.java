package io.vpcep.emulator.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads data files. */
public final class DataFile {

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private DataFile() {}

  /**
   * Reads a file.
   *
   * @throws IOException when the file cannot be read
   * @throws BadDataException when its content cannot be taken
   */
  public static EmulatorData read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  /**
   * Reads the text of a file.
   *
   * @throws BadDataException when it cannot be taken
   */
  public static EmulatorData parse(String yaml) {
    return DocumentReader.read(tree(yaml));
  }

  /** The documents' own example responses. */
  public static EmulatorData examples() {
    try (InputStream resource = DataFile.class.getResourceAsStream("examples.yaml")) {
      if (resource == null) {
        throw new IllegalStateException("examples.yaml is not in the jar");
      }
      return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(String yaml) {
    try {
      JsonNode tree = YAML.readTree(yaml);
      return tree.isMissingNode() || tree.isNull() ? JsonNodeFactory.instance.objectNode() : tree;
    } catch (JsonProcessingException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("cannot be read");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new BadDataException("line %d: no valid YAML: %s".formatted(line, problem));
    }
  }
}
