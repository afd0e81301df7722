package io.vpcep.operator.cloud.vpcep;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.ApiCall;
import io.vpcep.operator.cloud.ApiUrl;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.ConnectionItem;
import io.vpcep.operator.cloud.ConnectionsApi;
import io.vpcep.operator.cloud.ListDocument;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.MalformedItemException;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.ConnectionState;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Lists the connections of a VPC endpoint service, as documented in "Querying Connections to a VPC
 * Endpoint Service" of the VPCEP API reference.
 */
public final class VpcepConnections implements ConnectionsApi {

  /**
   * The answer to an offset at or past the total. The sweep never asks for one on purpose: the list
   * has become shorter since the last page, and there is nothing at the offset.
   */
  private static final String OFFSET_REFUSED = "ENDPOINT.0010";

  /** A server that lists somewhat more than it was asked for is forgiven, to this bound. */
  private static final int MAX_ITEMS = 2 * ListQuery.MAX_LIMIT;

  private final CloudHttp http;

  /** Lists over {@code http}. */
  public VpcepConnections(CloudHttp http) {
    this.http = http;
  }

  @Override
  public Page list(Session session, String sourceId, ListQuery query) throws CloudException {
    try {
      return http.call(
          () -> ApiCall.list(session, Api.VPCEP, url(session, sourceId, query)),
          (headers, json) ->
              ListDocument.read(json, VpcepConnections::connection, MAX_ITEMS)
                  .page(query.offset()));
    } catch (CloudException e) {
      if (query.offset() > 0 && e.hasCode(OFFSET_REFUSED)) {
        return new Page(List.of(), List.of(), query.offset());
      }
      throw e;
    }
  }

  @Override
  public boolean canFilterAndSort() {
    return true;
  }

  private static HttpUrl url(Session session, String sourceId, ListQuery query)
      throws CloudException {
    HttpUrl.Builder url =
        ApiUrl.of(
            session.endpoints().vpcep(),
            "v1",
            session.projectId(),
            "vpc-endpoint-services",
            sourceId,
            "connections");
    add(url, "id", query.endpointId());
    add(url, "marker_id", query.markerId());
    add(url, "status", query.status());
    add(url, "sort_key", query.sortKey());
    add(url, "sort_dir", query.sortDir());
    add(url, "limit", query.limit());
    add(url, "offset", query.offset() == 0 ? null : query.offset());
    return url.build();
  }

  private static void add(HttpUrl.Builder url, String name, @Nullable Object value) {
    if (value != null) {
      url.addQueryParameter(name, value.toString());
    }
  }

  private static Connection connection(ConnectionItem item) throws MalformedItemException {
    String id = item.endpointId();
    ConnectionState state = item.state();
    List<ConnectionError> errors = state.equals(ConnectionState.FAILED) ? item.errors() : List.of();
    return new Connection(
        id,
        item.markerId(),
        state,
        item.text("domain_id", ConnectionItem.MAX_WORD),
        item.text("description", ConnectionItem.MAX_DESCRIPTION),
        item.time("created_at", "create_at"),
        item.time("updated_at", "update_at"),
        errors,
        null);
  }
}
