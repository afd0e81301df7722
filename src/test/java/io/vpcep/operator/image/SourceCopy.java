package io.vpcep.operator.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A repository of its own with the sources of the project as they are now, in which a test may
 * build, commit and tag.
 */
record SourceCopy(Path folder) {

  /** The same files make the same commit, which the jar names. */
  private static final Map<String, String> TIMES =
      Map.of(
          "GIT_AUTHOR_DATE", "2027-01-31T12:00:00Z", "GIT_COMMITTER_DATE", "2027-01-31T12:00:00Z");

  /** Copies what git tracks, and what it would. */
  static SourceCopy of(Path project, Path folder) throws IOException, InterruptedException {
    var files =
        run(project, Map.of(), "git", "ls-files", "-z", "-co", "--exclude-standard").output();
    for (var file : files.split("\0", -1)) {
      var source = project.resolve(file);
      if (Files.isRegularFile(source)) {
        var copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(source, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return empty(folder);
  }

  /** A repository in a folder that has no files yet, or that has the files for its first commit. */
  static SourceCopy empty(Path folder) throws IOException, InterruptedException {
    var copy = new SourceCopy(Files.createDirectories(folder));
    copy.git("init", "--quiet");
    return copy;
  }

  /** Adds a section with one entry to the changelog, below what is not released. */
  void addToChangelog(String title, String entry) throws IOException {
    var changelog = folder.resolve("CHANGELOG.md");
    var text = Files.exists(changelog) ? Files.readString(changelog) : "# Changelog\n";
    Files.writeString(changelog, text + "\n## " + title + "\n\n- " + entry + "\n");
  }

  /** Commits all files. */
  void commit() throws IOException, InterruptedException {
    git("add", "--all");
    git("commit", "--quiet", "--message", "Release");
  }

  void tag(String name) throws IOException, InterruptedException {
    git("tag", name);
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=test", "-c", "user.email=test@example.com"));
    command.addAll(List.of("-c", "init.defaultBranch=main", "-c", "commit.gpgSign=false"));
    command.addAll(List.of(arguments));
    var ended = run(folder, TIMES, command.toArray(String[]::new));
    if (ended.exitCode() != 0) {
      throw new AssertionError(command + ": " + ended.errors());
    }
  }

  /** Runs the program that builds a release. */
  Ended build(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("sh", "src/release/build"));
    command.addAll(List.of(arguments));
    return run(folder, environment, command.toArray(String[]::new));
  }

  /**
   * What a command left behind.
   *
   * @param output its standard output
   * @param errors its standard error
   */
  record Ended(int exitCode, String output, String errors) {}

  private static Ended run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var errors = Files.createTempFile("errors", ".txt");
    var builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), output, Files.readString(errors));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(errors);
    }
  }
}
