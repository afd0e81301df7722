package io.vpcep.operator.bench.floor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Reads all connections of a service with the fewest calls: 1,000 a page. */
final class CloudLists {

  private static final int PAGE = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OkHttpClient client = new OkHttpClient();
  private final String url;
  private final String token;

  CloudLists(String url, String token) {
    this.url = url + "/v1/0123456789abcdef0123456789abcdef/vpc-endpoint-services/";
    this.token = token;
  }

  /** The connections by their endpoint. */
  Map<String, JsonNode> read(String service) throws IOException {
    var all = new HashMap<String, JsonNode>();
    int total;
    int offset = 0;
    do {
      var page = page(service, offset);
      page.path("connections").forEach(each -> all.put(each.path("id").asText(), each));
      total = page.path("total_count").asInt();
      offset += PAGE;
    } while (offset < total);
    return all;
  }

  private JsonNode page(String service, int offset) throws IOException {
    var request =
        new Request.Builder()
            .url(url + service + "/connections?sort_dir=asc&limit=" + PAGE + "&offset=" + offset)
            .header("X-Auth-Token", token)
            .build();
    try (var response = client.newCall(request).execute();
        var body = Objects.requireNonNull(response.body())) {
      if (!response.isSuccessful()) {
        throw new IOException("the cloud answered with " + response.code());
      }
      return JSON.readTree(body.byteStream());
    }
  }
}
