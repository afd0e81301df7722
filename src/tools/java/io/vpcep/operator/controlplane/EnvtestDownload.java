package io.vpcep.operator.controlplane;

import io.vpcep.operator.controlplane.EnvtestArchives.Archive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Downloads an archive of the three programs, and unpacks it only when its digest is the pinned.
 */
final class EnvtestDownload implements BinarySource {

  static final URI RELEASES =
      URI.create("https://github.com/kubernetes-sigs/controller-tools/releases/download/");

  /** Short, so that a machine without a network loses no time before it builds instead. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final URI releases;
  private final Archive archive;
  private final Commands commands;
  private final Progress progress;

  EnvtestDownload(URI releases, Archive archive, Commands commands, Progress progress) {
    this.releases = releases;
    this.archive = archive;
    this.commands = commands;
    this.progress = progress;
  }

  @Override
  public String cacheName() {
    return "%s-%s-%s"
        .formatted(archive.version(), archive.platform(), archive.sha512().substring(0, 12));
  }

  @Override
  public void putInto(Path folder) throws Unavailable, IOException, InterruptedException {
    Path file = folder.resolve(archive.fileName());
    download(file);
    String digest = Sha.of("SHA-512").add(file).hex();
    if (!digest.equals(archive.sha512())) {
      throw new Unavailable("the download of " + archive.fileName() + " has a wrong SHA-512");
    }
    unpack(file, folder);
    Files.delete(file);
  }

  private void download(Path file) throws Unavailable, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    URI address = releases.resolve("envtest-v" + archive.version() + "/" + archive.fileName());
    HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
    HttpResponse<Path> response =
        follow("downloading " + address, client.sendAsync(request, BodyHandlers.ofFile(file)));
    if (response.statusCode() != 200) {
      throw new Unavailable(address + " answered " + response.statusCode());
    }
  }

  /** The archive holds {@code controller-tools/envtest/PROGRAM}. */
  private void unpack(Path file, Path folder)
      throws Unavailable, IOException, InterruptedException {
    List<String> tar =
        List.of("tar", "-xzf", file.toString(), "--strip-components=2", "--no-same-owner");
    CommandResult result =
        follow("unpacking " + archive.fileName(), commands.start(folder, Map.of(), tar));
    if (!result.succeeded()) {
      throw new Unavailable("tar failed (" + result.errors().strip() + ")");
    }
  }

  private <T> T follow(String work, CompletableFuture<T> future)
      throws Unavailable, InterruptedException {
    try {
      return progress.follow("Kubernetes for tests, once: " + work, future, LIMIT);
    } catch (ExecutionException e) {
      throw new Unavailable(work + " failed (" + e.getCause() + ")", e);
    } catch (TimeoutException e) {
      throw new Unavailable(work + " took more than " + LIMIT.toMinutes() + " minutes", e);
    }
  }
}
