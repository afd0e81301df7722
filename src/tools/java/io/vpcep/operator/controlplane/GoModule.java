package io.vpcep.operator.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Go module that pins programs.
 *
 * @param folder holds its {@code go.mod} and {@code go.sum}
 * @param text its {@code go.mod}
 */
record GoModule(Path folder, String text) {

  static GoModule in(Path folder) throws IOException {
    return new GoModule(folder, Files.readString(folder.resolve("go.mod")));
  }

  /** The oldest Go that builds it. */
  String goVersion() {
    return first("(?m)^go (\\S+)");
  }

  /** The version, without its v, of a module that it requires. */
  String version(String module) {
    return first("(?m)^(?:require)?\\s*" + Pattern.quote(module) + " v(\\S+)");
  }

  private String first(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(folder.resolve("go.mod") + " lacks " + pattern);
    }
    return matcher.group(1);
  }

  /** The newer of two versions of Go. */
  static String newer(String one, String other) {
    return Version.parse(one).compareTo(Version.parse(other)) < 0 ? other : one;
  }

  /** Twelve hex digits that differ whenever one of the files or the way of building does. */
  static String fingerprint(Path folder, List<String> files, List<String> buildFlags) {
    Sha digest = Sha.of("SHA-256").add(String.join(" ", buildFlags).getBytes(UTF_8));
    try {
      for (String file : files) {
        digest.add(file.getBytes(UTF_8)).add(Files.readAllBytes(folder.resolve(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest.hex().substring(0, 12);
  }
}
