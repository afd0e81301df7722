package io.vpcep.emulator.css;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.PageBounds;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.World;
import java.util.List;
import java.util.Map;

/**
 * {@code /v1.0/{project_id}/clusters}, "Querying the Cluster List" and "Querying Cluster Details"
 * (CSS API reference of Open Telekom Cloud). Unlike in the list of connections, the {@code offset}
 * counts from 1; that the vendor's {@code start} means the same, and that 0 is taken too, is
 * unconfirmed.
 */
final class ClustersApi {

  private static final String ENGINE = "elasticsearch";

  private final World world;

  ClustersApi(World world) {
    this.world = world;
  }

  EmulatedResponse list(EmulatedRequest request) throws RefusedException {
    Map<String, String> query = request.query();
    PageBounds bounds = bounds(query);
    boolean ours = query.getOrDefault("datastoreType", ENGINE).equals(ENGINE);
    List<String> ids = ours ? List.copyOf(world.clusterIds()) : List.of();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("totalSize", ids.size());
    ArrayNode clusters = body.putArray("clusters");
    bounds.of(ids).forEach(id -> clusters.add(ClusterJson.of(id)));
    return EmulatedResponse.json(200, body);
  }

  EmulatedResponse show(EmulatedRequest request) throws RefusedException {
    return world
        .cluster(request.source())
        .map(cluster -> EmulatedResponse.json(200, ClusterJson.of(request.source())))
        .orElseThrow(CssError.NOT_THERE::refusal);
  }

  private static PageBounds bounds(Map<String, String> query) throws RefusedException {
    EmulatedResponse bad = CssError.BAD_PARAMETER.response();
    PageBounds bounds = PageBounds.of(query, bad, bad);
    String first = query.getOrDefault("offset", query.getOrDefault("start", "1"));
    int number = PageBounds.number(first, 1, 0, Integer.MAX_VALUE, bad);
    return new PageBounds(bounds.limit(), Math.max(number - 1, 0));
  }
}
