package io.vpcep.operator.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The licence texts and notices of a product by path: {@code LICENSE} is its own, {@code
 * library/path} a file of a library.
 */
final class LicenceTexts {

  /** What a file is called that a licence may demand to be passed on. */
  private static final Pattern NAME =
      Pattern.compile("(.*/)?[^/]*(licen[sc]e|notice|copying)[^/]*", Pattern.CASE_INSENSITIVE);

  private static final String OWN = "META-INF/LICENSE";
  private static final String OF_LIBRARIES = "META-INF/licenses/";

  private LicenceTexts() {}

  /** Those of one of our jars. */
  static Map<String, String> ofJar(Path jar) throws IOException {
    var texts = new TreeMap<String, String>();
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().filter(each -> !each.isDirectory()).toList()) {
        var name = entry.getName();
        if (name.equals(OWN)) {
          texts.put("LICENSE", text(file, entry));
        } else if (name.startsWith(OF_LIBRARIES)) {
          texts.put(name.substring(OF_LIBRARIES.length()), text(file, entry));
        }
      }
    }
    return texts;
  }

  /** Those that a library brings, below the name of its artifact. */
  static Map<String, String> ofLibrary(String artifact, Path jar) throws IOException {
    var texts = new TreeMap<String, String>();
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().filter(LicenceTexts::isText).toList()) {
        texts.put(artifact + "/" + entry.getName(), text(file, entry));
      }
    }
    return texts;
  }

  /** All files below a folder. */
  static Map<String, String> ofFolder(Path folder) throws IOException {
    var texts = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return texts;
  }

  private static boolean isText(JarEntry entry) {
    return !entry.isDirectory()
        && !entry.getName().endsWith(".class")
        && NAME.matcher(entry.getName()).matches();
  }

  private static String text(JarFile file, JarEntry entry) throws IOException {
    try (var stream = file.getInputStream(entry)) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
