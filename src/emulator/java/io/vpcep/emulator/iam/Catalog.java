package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a token says that the services are.
 *
 * @param entries the array to fill
 * @param base the emulator's URL without a path
 */
record Catalog(ArrayNode entries, String base) {

  void add(String service, String path, String region) {
    ObjectNode entry = entries.addObject();
    entry.put("id", Ids.of("service " + service));
    entry.put("name", service).put("type", service);
    entry
        .putArray("endpoints")
        .addObject()
        .put("id", Ids.of("endpoint " + service))
        .put("interface", "public")
        .put("region", region)
        .put("region_id", region)
        .put("url", base + path);
  }
}
