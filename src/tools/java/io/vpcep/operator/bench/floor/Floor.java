package io.vpcep.operator.bench.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.bench.ApiServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * {@code Floor NAMESPACE CLOUD-URL CONCURRENCY}: reads every list of connections once, page by
 * page, and writes one event and one status for each resource; at the start, and again for each
 * line on its input, where {@link #WITHOUT_EVENTS} leaves out the events. After {@link #MAKE}, a
 * namespace and the ID of a service, the line asks for a resource for each connection of the
 * service, with an event and a status. It watches nothing, decides nothing, and is told when to
 * begin.
 */
public final class Floor {

  /** Write statuses and no events. */
  public static final String WITHOUT_EVENTS = "without events";

  /** Create resources; a namespace and a service follow. */
  public static final String MAKE = "make ";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService workers;
  private final CloudLists cloud;
  private final ApiServer server;
  private final StatusWriter writer;

  private Floor(ExecutorService workers, CloudLists cloud, ApiServer server, String namespace) {
    this.workers = workers;
    this.cloud = cloud;
    this.server = server;
    this.writer = new StatusWriter(server, namespace);
  }

  public static void main(String[] args) throws Exception {
    var server = ApiServer.ofEnvironment(System.getenv());
    var token = Objects.requireNonNull(System.getenv("BENCH_CLOUD_TOKEN"));
    var workers = Executors.newFixedThreadPool(Integer.parseInt(args[2]));
    var floor = new Floor(workers, new CloudLists(args[1], token), server, args[0]);
    var items = JSON.readTree(server.get(ApiServer.RESOURCES.formatted(args[0]))).path("items");
    var targets = new ArrayList<Target>();
    items.forEach(item -> targets.add(Target.of(item)));
    try (var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      String line = "";
      while (line != null) {
        if (line.startsWith(MAKE)) {
          var words = line.split(" ", -1);
          floor.makeAll(words[1], words[2]);
        } else {
          floor.writeAll(targets, !line.equals(WITHOUT_EVENTS));
        }
        System.out.println("written");
        line = commands.readLine();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  /** Each service in a task of its own, which hands out the writes of its resources. */
  private void writeAll(List<Target> targets, boolean events) throws Exception {
    var lists = new ArrayList<Future<List<Future<?>>>>();
    targets.stream()
        .collect(Collectors.groupingBy(Target::service))
        .forEach(
            (service, watched) ->
                lists.add(workers.submit(() -> writeService(service, watched, events))));
    for (var list : lists) {
      for (var write : list.get()) {
        write.get();
      }
    }
  }

  private List<Future<?>> writeService(String service, List<Target> watched, boolean events)
      throws Exception {
    var connections = cloud.read(service);
    var writes = new ArrayList<Future<?>>();
    for (var target : watched) {
      JsonNode connection = Objects.requireNonNull(connections.get(target.endpoint()));
      writes.add(workers.submit(() -> writer.write(target, connection, events)));
    }
    return writes;
  }

  private void makeAll(String namespace, String service) throws Exception {
    var creator = new ConnectionCreator(server, namespace);
    var statuses = new StatusWriter(server, namespace);
    var writes = new ArrayList<Future<?>>();
    cloud
        .read(service)
        .forEach(
            (endpoint, connection) ->
                writes.add(
                    workers.submit(
                        () ->
                            statuses.write(creator.create(service, endpoint), connection, true))));
    for (var write : writes) {
      write.get();
    }
  }
}
