package io.vpcep.emulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.data.EmulatorData.StartConnection;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.iam.AccessKey;
import io.vpcep.emulator.iam.IamData;
import io.vpcep.emulator.iam.User;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.Scenario;
import io.vpcep.emulator.world.ServiceSettings;
import io.vpcep.emulator.world.SourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads one data file's document. */
final class DocumentReader {

  private final Map<String, ServiceSettings> services = new LinkedHashMap<>();
  private final Map<String, List<String>> whitelists = new LinkedHashMap<>();
  private final Map<String, ClusterSettings> clusters = new LinkedHashMap<>();
  private final List<StartConnection> connections = new ArrayList<>();
  private final Set<ScenarioReader.Place> places = new LinkedHashSet<>();

  private DocumentReader() {}

  static EmulatorData read(JsonNode tree) {
    Fields document =
        Fields.of(
            tree,
            "",
            "dialect",
            "tokenLife",
            "responseDelay",
            "creatingTime",
            "deletingTime",
            "users",
            "tokens",
            "accessKeys",
            "projects",
            "regions",
            "anyProject",
            "throttling",
            "services",
            "clusters",
            "scenario");
    return new DocumentReader().readAll(document);
  }

  private EmulatorData readAll(Fields document) {
    document
        .objects("services", keys(ServiceReader.KEYS, "id", "connections"))
        .forEach(this::readService);
    document
        .objects(
            "clusters",
            "id",
            "connections",
            "endpointService",
            "vpcepUpdateSwitch",
            "vpcServiceName",
            "permissions")
        .forEach(this::readCluster);
    return new EmulatorData(
        document
            .parsed("dialect", Dialect::of, "allowed are huaweicloud and otc")
            .orElse(Dialect.HUAWEICLOUD),
        iam(document),
        document.object("throttling", ThrottleReader.keys()).map(ThrottleReader::read).orElse(null),
        document.duration("responseDelay").orElse(Duration.ZERO),
        times(document),
        services,
        whitelists,
        clusters,
        connections,
        new Scenario(new ScenarioReader(places).read(document)));
  }

  private void readService(Fields fields) {
    String id = fields.requiredId("id");
    if (services.put(id, ServiceReader.read(fields, ServiceSettings.DEFAULT)) != null) {
      throw fields.bad("id", "a service of the same ID stands above");
    }
    ServiceReader.whitelist(fields).ifPresent(permissions -> whitelists.put(id, permissions));
    readConnections(SourceRef.service(id), fields);
  }

  private static String[] keys(String[] some, String... others) {
    return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
  }

  private void readCluster(Fields fields) {
    String id = fields.requiredId("id");
    if (clusters.put(id, ClusterReader.read(fields, ClusterSettings.DEFAULT)) != null) {
      throw fields.bad("id", "a cluster of the same ID stands above");
    }
    readConnections(SourceRef.cluster(id), fields);
  }

  private void readConnections(SourceRef source, Fields fields) {
    for (Fields connection :
        fields.objects("connections", ConnectionReader.keys(source.kind(), "id"))) {
      String id = connection.requiredId("id");
      if (!places.add(new ScenarioReader.Place(source, id))) {
        throw connection.bad("id", "a connection of the same ID stands above");
      }
      connections.add(
          new StartConnection(source, id, ConnectionReader.read(source.kind(), connection)));
    }
  }

  private static LifeCycle.Times times(Fields document) {
    LifeCycle.Times usual = LifeCycle.Times.DEFAULT;
    return new LifeCycle.Times(
        document.duration("creatingTime").orElse(usual.creating()),
        document.duration("deletingTime").orElse(usual.deleting()));
  }

  private static IamData iam(Fields document) {
    IamData usual = IamData.DEFAULT;
    Map<String, String> projects = new LinkedHashMap<>();
    for (Fields project : document.objects("projects", "name", "id")) {
      projects.put(project.requiredText("name"), project.requiredId("id"));
    }
    return new IamData(
        document.has("users") ? users(document) : usual.users(),
        document.has("tokens") ? Set.copyOf(document.texts("tokens")) : usual.tokens(),
        document.has("accessKeys") ? accessKeys(document) : usual.accessKeys(),
        document.duration("tokenLife").orElse(usual.tokenLife()),
        projects,
        regions(document).orElse(usual.regions()),
        document.flag("anyProject").orElse(usual.anyProject()));
  }

  private static Optional<List<String>> regions(Fields document) {
    List<String> regions = document.texts("regions");
    if (document.has("regions") && regions.isEmpty()) {
      throw document.bad("regions", "at least one region is needed");
    }
    return regions.isEmpty() ? Optional.empty() : Optional.of(regions);
  }

  private static List<AccessKey> accessKeys(Fields document) {
    Map<String, AccessKey> keys = new LinkedHashMap<>();
    for (Fields key : document.objects("accessKeys", "accessKey", "secretKey", "securityToken")) {
      String id = key.requiredId("accessKey");
      if (keys.put(id, AccessKeyReader.read(id, key)) != null) {
        throw key.bad("accessKey", "the same access key stands above");
      }
    }
    return List.copyOf(keys.values());
  }

  private static List<User> users(Fields document) {
    return document.objects("users", "name", "password", "domain").stream()
        .map(
            user ->
                new User(
                    user.requiredText("name"),
                    user.requiredText("password"),
                    user.requiredText("domain")))
        .toList();
  }
}
