package io.vpcep.operator.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jars carry our licence, and every licence text and notice of the libraries in them. */
class LicenceTextsIT {

  /** {@code (Licence) Name (group:artifact:version - URL)}. */
  private static final Pattern LISTED =
      Pattern.compile("(?m)^ +\\(.*\\([^ :]+:([^ :]+):([^ :]+) - \\S+\\)$");

  @ParameterizedTest
  @CsvSource({
    "vpcep.jar, target/vpcep-operator.jar, 23",
    "vpcep.emulator.jar, target/vpcep-emulator.jar, 10"
  })
  void losesNoFileThatHasTheNameOfAnother(String property, String place, int atLeast)
      throws IOException {
    var jar = Path.of(System.getProperty(property, place));
    var expected = new TreeMap<>(Map.of("LICENSE", Files.readString(Path.of("LICENSE"))));
    for (var library : libraries(jar).entrySet()) {
      expected.putAll(LicenceTexts.ofLibrary(library.getKey(), library.getValue()));
    }

    assertThat(expected).hasSizeGreaterThan(atLeast);
    assertThat(LicenceTexts.ofJar(jar)).isEqualTo(expected);
  }

  /** The libraries that are packed into a jar of ours, by artifact. */
  private static Map<String, Path> libraries(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile());
        var list = file.getInputStream(file.getJarEntry("META-INF/THIRD-PARTY.txt"))) {
      var libraries = new TreeMap<String, Path>();
      LISTED
          .matcher(new String(list.readAllBytes(), UTF_8))
          .results()
          .forEach(line -> libraries.put(line.group(1), onClassPath(line)));
      return libraries;
    }
  }

  private static Path onClassPath(MatchResult listed) {
    var name = listed.group(1) + "-" + listed.group(2) + ".jar";
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.endsWith(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not on the class path"));
  }
}
