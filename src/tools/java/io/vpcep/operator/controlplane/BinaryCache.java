package io.vpcep.operator.controlplane;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.vpcep.operator.controlplane.BinarySource.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the programs in the user's cache folder. A folder appears under its name only when it is
 * whole, by a rename, so an interrupted build leaves nothing that looks finished; a lock file keeps
 * two processes from building the same.
 */
final class BinaryCache {

  /** A file lock counts for the whole process, so threads need one of their own. */
  private static final Object THREADS = new Object();

  private final Path root;
  private final Programs programs;
  private final Progress progress;

  BinaryCache(Path root, Programs programs, Progress progress) {
    this.root = root;
    this.programs = programs;
    this.progress = progress;
  }

  /** In {@code XDG_CACHE_HOME} or else in {@code ~/.cache}. */
  static BinaryCache ofUser(Programs programs, Map<String, String> environment, Progress progress) {
    String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return new BinaryCache(
        caches.resolve("vpcep-operator").resolve("controlplane"), programs, progress);
  }

  Path root() {
    return root;
  }

  /** The folder that was filled from the source. */
  Optional<Path> find(BinarySource source) {
    Path folder = root.resolve(source.cacheName());
    return programs.missingIn(folder).isEmpty() ? Optional.of(folder) : Optional.empty();
  }

  /** Gets the programs from the source, or from whoever was getting them at the same time. */
  Path fill(BinarySource source) throws Unavailable, InterruptedException {
    Path lockFile = root.resolve(source.cacheName() + ".lock");
    try {
      Files.createDirectories(root);
      synchronized (THREADS) {
        try (FileChannel channel = FileChannel.open(lockFile, CREATE, WRITE);
            FileLock held = lock(channel)) {
          Optional<Path> filledByAnother = find(source);
          return filledByAnother.isPresent() ? filledByAnother.get() : fillLocked(source);
        }
      }
    } catch (IOException e) {
      throw new Unavailable("the cache folder " + root + " cannot be used (" + e + ")", e);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    progress.say("Waiting for another process that is getting " + programs);
    return channel.lock();
  }

  private Path fillLocked(BinarySource source)
      throws Unavailable, IOException, InterruptedException {
    Path whole = root.resolve(source.cacheName());
    Path partial = root.resolve(source.cacheName() + ".partial");
    FolderTree.delete(partial);
    Files.createDirectory(partial);
    try {
      source.putInto(partial);
      List<String> missing = programs.missingIn(partial);
      if (!missing.isEmpty()) {
        throw new Unavailable(source.cacheName() + " came without " + String.join(", ", missing));
      }
      FolderTree.delete(whole);
      Files.move(partial, whole, ATOMIC_MOVE);
      return whole;
    } finally {
      FolderTree.delete(partial);
    }
  }
}
