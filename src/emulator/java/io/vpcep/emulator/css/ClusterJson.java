package io.vpcep.emulator.css;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A cluster as "Querying the Cluster List" and "Querying Cluster Details" show it, with the values
 * of their example (CSS API reference of Open Telekom Cloud, 2026-04) and IDs that follow from the
 * cluster's. Left out is what a cluster without public access does not have.
 */
final class ClusterJson {

  private static final String TIME = "2023-10-09T02:07:13";

  private ClusterJson() {}

  static ObjectNode of(String id) {
    ObjectNode cluster = JsonNodeFactory.instance.objectNode();
    cluster
        .putObject("datastore")
        .put("type", "elasticsearch")
        .put("version", "7.10.2")
        .put("supportSecuritymode", false);
    putInstance(cluster, id);
    cluster
        .put("updated", TIME)
        .put("name", name(id))
        .put("created", TIME)
        .put("id", id)
        .put("status", "200")
        .put("endpoint", "192.168.0.122:9200")
        .put("vpcId", madeUp("vpc", id))
        .put("subnetId", madeUp("subnet", id))
        .put("securityGroupId", madeUp("security group", id))
        .put("bandwidthSize", 0)
        .put("httpsEnable", false)
        .put("authorityEnable", false)
        .put("diskEncrypted", false)
        .put("backupAvailable", false);
    cluster.putObject("actionProgress");
    cluster.putArray("actions");
    cluster.put("enterpriseProjectId", "0").putArray("tags");
    return cluster.put("period", false).put("supportVpcep", true);
  }

  private static void putInstance(ObjectNode cluster, String id) {
    ObjectNode instance = cluster.putArray("instances").addObject();
    instance
        .put("status", "200")
        .put("type", "ess")
        .put("id", madeUp("instance", id))
        .put("name", name(id) + "-ess-esn-1-1")
        .put("specCode", "ess.spec-4u8g")
        .put("azCode", "eu-de-01");
    instance.putObject("volume").put("type", "ULTRAHIGH").put("size", 40);
    instance.put("ip", "192.168.0.122").put("subnetId", madeUp("subnet", id));
  }

  private static String name(String id) {
    return "css-" + madeUp("name", id).substring(0, 4);
  }

  private static String madeUp(String what, String id) {
    byte[] seed = (what + " " + id).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed).toString();
  }
}
