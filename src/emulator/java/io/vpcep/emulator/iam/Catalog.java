package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.iam.Projects.Project;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the services are: all at the URL that the client came by. IAM is of type {@code identity}
 * in every region, as the sample of "Verifying a Token and Returning a Valid Token" has it (IAM API
 * reference of Open Telekom Cloud); the types {@code vpcep} and {@code css} are what that cloud's
 * Go client looks for, by region.
 *
 * @param base the emulator's URL without a path
 * @param regions all regions
 */
record Catalog(String base, List<String> regions) {

  /** Writes the services of a project, or those without one. */
  void write(ArrayNode entries, @Nullable Project project) {
    add(entries, "identity", "iam", "/v3", List.of("*"));
    if (project != null) {
      List<String> its = project.regions(regions);
      add(entries, "vpcep", "vpcep", "/v1/" + project.id(), its);
      add(entries, "css", "css", "/v1.0/" + project.id(), its);
    }
  }

  private void add(ArrayNode entries, String type, String name, String path, List<String> places) {
    ObjectNode entry = entries.addObject();
    entry.put("type", type).put("id", Ids.of("service " + name)).put("name", name);
    ArrayNode endpoints = entry.putArray("endpoints");
    for (String region : places) {
      endpoints
          .addObject()
          .put("url", base + path)
          .put("region", region)
          .put("region_id", region)
          .put("interface", "public")
          .put("id", Ids.of("endpoint " + name + " " + region));
    }
  }
}
