package io.vpcep.emulator.css;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.Cluster;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.ClusterSettings.Permission;
import io.vpcep.emulator.world.World;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@code …/vpcepservice/open}, {@code /close} and {@code /permissions}: "Enabling the VPC Endpoint
 * Service", "Disabling the VPC Endpoint Service" and "Modifying the VPCEP Service Whitelist of a
 * Cluster" (CSS API reference of Open Telekom Cloud). The effect is immediate. A cluster that is
 * closed loses its connections. The vendor's Java SDK 3.1 sends {@code vpcPermissions} and {@code
 * endpointWithDnsName} instead of the documents' names; both are taken. Which codes refusals have
 * is unconfirmed, and so is that a whitelist replaces the one before.
 */
final class EndpointServiceApi {

  /** How many accounts a whitelist takes; the documents have no figure. */
  private static final int MAX_PERMISSIONS = 1_000;

  private static final String PREFIX = "iam:domain::";
  private static final Pattern ACCOUNT = Pattern.compile("\\*|[A-Za-z0-9]{1,64}");
  private static final List<String> OPTIONS =
      List.of(
          "endpoint_with_dns_name", "endpointWithDnsName", "profession_vpcep", "dualstack_enable");

  private final World world;
  private final InstantSource clock;

  EndpointServiceApi(World world, InstantSource clock) {
    this.world = world;
    this.clock = clock;
  }

  /** Enables the service; its options are checked, and make no difference. */
  EmulatedResponse open(EmulatedRequest request) throws RefusedException {
    JsonNode body = request.json();
    cluster(request);
    for (String option : OPTIONS) {
      if (body.has(option) && !body.get(option).isBoolean()) {
        throw CssError.BAD_PARAMETER.refusal();
      }
    }
    Cluster cluster;
    do {
      cluster = cluster(request);
      if (cluster.settings().endpointService()) {
        throw CssError.NOT_IN_THIS_STATUS.refusal();
      }
    } while (!replace(request, cluster, cluster.settings().withEndpointService(true)));
    return done("createVpcepservice");
  }

  EmulatedResponse close(EmulatedRequest request) throws RefusedException {
    Cluster cluster;
    do {
      cluster = opened(request);
    } while (!replace(
        request, cluster, cluster.settings().withEndpointService(false).withPermissions(null)));
    cluster.connections().clear();
    return done("deleteVpcepservice");
  }

  /** Replaces the whitelist; accounts that stay keep their record. The response has no body. */
  EmulatedResponse permit(EmulatedRequest request) throws RefusedException {
    opened(request);
    JsonNode body = request.json();
    JsonNode accounts =
        body.path(body.has("vpcPermissions") ? "vpcPermissions" : "vpc_permissions");
    if (!accounts.isArray() || accounts.size() > MAX_PERMISSIONS) {
      throw CssError.BAD_PARAMETER.refusal();
    }
    Cluster cluster;
    do {
      cluster = opened(request);
    } while (!replace(request, cluster, permitted(cluster.settings(), accounts)));
    return EmulatedResponse.empty();
  }

  private ClusterSettings permitted(ClusterSettings settings, JsonNode accounts)
      throws RefusedException {
    Map<String, Permission> old = new LinkedHashMap<>();
    List<Permission> known = settings.permissions();
    if (known != null) {
      known.forEach(permission -> old.put(permission.permission(), permission));
    }
    List<Permission> permissions = new ArrayList<>();
    for (JsonNode account : accounts) {
      String permission = PREFIX + account(account);
      permissions.add(old.computeIfAbsent(permission, this::created));
    }
    return settings.withPermissions(List.copyOf(permissions));
  }

  private boolean replace(EmulatedRequest request, Cluster known, ClusterSettings settings) {
    return world.replaceSettings(request.source(), known, settings);
  }

  private Permission created(String permission) {
    return new Permission(UUID.randomUUID().toString(), permission, "domainId", clock.instant());
  }

  private static String account(JsonNode account) throws RefusedException {
    if (!account.isTextual() || !ACCOUNT.matcher(account.textValue()).matches()) {
      throw CssError.BAD_PARAMETER.refusal();
    }
    return account.textValue();
  }

  private Cluster opened(EmulatedRequest request) throws RefusedException {
    Cluster cluster = cluster(request);
    if (!cluster.settings().endpointService()) {
      throw CssError.NO_ENDPOINT_SERVICE.refusal();
    }
    return cluster;
  }

  private Cluster cluster(EmulatedRequest request) throws RefusedException {
    return world.cluster(request.source()).orElseThrow(CssError.NOT_THERE::refusal);
  }

  private static EmulatedResponse done(String action) {
    return EmulatedResponse.json(200, JsonNodeFactory.instance.objectNode().put("action", action));
  }
}
