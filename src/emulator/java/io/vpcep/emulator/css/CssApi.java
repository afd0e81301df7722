package io.vpcep.emulator.css;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.CloudTime;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.PageBounds;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.ActionRefusedException;
import io.vpcep.emulator.world.Cluster;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.ConnectionList;
import io.vpcep.emulator.world.CssFields;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.SortBy;
import io.vpcep.emulator.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1.0/{project_id}/clusters/{cluster_id}/vpcepservice/connections}, after "Obtaining an
 * Endpoint Connection" and "Updating an Endpoint Connection" of Open Telekom Cloud and their newer
 * siblings. Unconfirmed are the order of the list (newest first), the codes of bad parameters, and
 * that a connection passes here through the same statuses as in VPCEP, although the documents name
 * only accepted and rejected. An offset past the end gives an empty page, because a public client
 * reads until it gets one.
 */
public final class CssApi {

  private final World world;
  private final LifeCycle lifeCycle;

  public CssApi(World world, LifeCycle lifeCycle) {
    this.world = world;
    this.lifeCycle = lifeCycle;
  }

  /** One page of the list. */
  public EmulatedResponse list(EmulatedRequest request) throws RefusedException {
    PageBounds bounds = bounds(request.query());
    return page(cluster(request), bounds);
  }

  /** Accepts or rejects several connections, all or none; the response has no body. */
  public EmulatedResponse update(EmulatedRequest request) throws RefusedException {
    ConnectionsUpdate update = ConnectionsUpdate.of(request.json());
    ConnectionList list = cluster(request).connections();
    try {
      lifeCycle.act(list, update.endpoints(), update.action());
      return EmulatedResponse.empty();
    } catch (ActionRefusedException e) {
      throw CssError.of(e.refusal()).refusal();
    }
  }

  private Cluster cluster(EmulatedRequest request) throws RefusedException {
    Cluster cluster = world.cluster(request.source()).orElseThrow(CssError.NOT_THERE::refusal);
    if (!cluster.settings().endpointService()) {
      throw CssError.NO_ENDPOINT_SERVICE.refusal();
    }
    return cluster;
  }

  /** The vendor's Java SDK 3.1 knows no offset: it sends a {@code start} that counts from 1. */
  private static PageBounds bounds(Map<String, String> query) throws RefusedException {
    EmulatedResponse bad = CssError.BAD_PARAMETER.response();
    PageBounds bounds = PageBounds.of(query, bad, bad);
    if (query.containsKey("offset")) {
      return bounds;
    }
    int start = PageBounds.number(query.get("start"), 1, 1, Integer.MAX_VALUE, bad);
    return new PageBounds(bounds.limit(), start - 1);
  }

  private static EmulatedResponse page(Cluster cluster, PageBounds bounds) {
    List<EndpointConnection> all = cluster.connections().sorted(SortBy.CREATED, true);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode connections = body.putArray("connections");
    bounds.of(all).forEach(connection -> connections.add(json(connection)));
    body.set("vpcepUpdateSwitch", cluster.settings().vpcepUpdateSwitch());
    putNewerSettings(body.put("total_count", all.size()), cluster.settings());
    return EmulatedResponse.json(200, body);
  }

  /**
   * A connection as the list shows it, in the order of the newest example, which leaves out the
   * update time that the older one has as null.
   */
  public static ObjectNode json(EndpointConnection connection) {
    CssFields css = connection.css();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", connection.id());
    node.put("status", connection.status());
    node.put("maxSession", css.maxSession());
    node.put("specificationName", css.specificationName());
    putIfSet(node, "vpcepIp", css.vpcepIp());
    putIfSet(node, "vpcepIpv6Address", css.vpcepIpv6Address());
    putIfSet(node, "vpcepDnsName", css.vpcepDnsName());
    node.put("created_at", CloudTime.seconds(connection.createdAt()));
    Instant updatedAt = connection.updatedAt();
    node.put("update_at", updatedAt == null ? null : CloudTime.seconds(updatedAt));
    return node.put("domain_id", connection.domainId());
  }

  /** The cluster's own fields as the list shows them. */
  public static void putSettings(ObjectNode body, ClusterSettings settings) {
    body.set("vpcepUpdateSwitch", settings.vpcepUpdateSwitch());
    putNewerSettings(body, settings);
  }

  private static void putNewerSettings(ObjectNode body, ClusterSettings settings) {
    putIfSet(body, "vpcServiceName", settings.vpcServiceName());
    List<ClusterSettings.Permission> permissions = settings.permissions();
    if (permissions != null) {
      ArrayNode entries = body.putArray("permissions");
      permissions.forEach(permission -> entries.add(json(permission)));
    }
  }

  private static ObjectNode json(ClusterSettings.Permission permission) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", permission.id())
        .put("permission", permission.permission())
        .put("permission_type", permission.type())
        .put("created_at", CloudTime.seconds(permission.createdAt()));
  }

  private static void putIfSet(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }
}
