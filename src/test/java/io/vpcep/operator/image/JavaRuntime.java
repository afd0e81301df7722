package io.vpcep.operator.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A Java runtime for an image, made from the JDK that runs the tests. */
final class JavaRuntime {

  /** What jdeps cannot see: TLS with elliptic curves, and what the metrics read of the JVM. */
  private static final String LOADED_BY_NAME = "jdk.crypto.ec,jdk.management";

  private JavaRuntime() {}

  /** Makes a runtime with the modules that the jar needs, in a folder that is not there yet. */
  static void forJar(Path jar, Path folder) throws IOException {
    var linked =
        run(
            "jlink",
            "--add-modules",
            modulesOf(jar) + "," + LOADED_BY_NAME,
            "--no-header-files",
            "--no-man-pages",
            "--output",
            folder.toString());
    if (!linked) {
      // A JDK that was built without its modules for linking can still be copied as a whole.
      copy(Path.of(System.getProperty("java.home")), folder);
    }
  }

  private static String modulesOf(Path jar) {
    var output = new StringWriter();
    int exit =
        tool("jdeps")
            .run(
                new PrintWriter(output),
                new PrintWriter(System.err, true, UTF_8),
                "--print-module-deps",
                "--ignore-missing-deps",
                "--multi-release",
                "17",
                jar.toString());
    if (exit != 0) {
      throw new AssertionError("jdeps: " + output);
    }
    return output.toString().strip();
  }

  private static boolean run(String name, String... arguments) {
    return tool(name)
            .run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(System.err, true, UTF_8),
                arguments)
        == 0;
  }

  private static ToolProvider tool(String name) {
    return ToolProvider.findFirst(name).orElseThrow(() -> new AssertionError("no " + name));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (var path : paths.toList()) {
        var copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
