package io.vpcep.operator.source.css;

import com.fasterxml.jackson.core.JsonParser;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.ApiCall;
import io.vpcep.operator.cloud.ApiUrl;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.ConnectionItem;
import io.vpcep.operator.cloud.ListDocument;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.MalformedItemException;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.CssDetails;
import io.vpcep.operator.source.SourceClient;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * Lists the connections of a CSS cluster, as documented in "Obtaining an Endpoint Connection" of
 * the CSS API reference. Old versions of it know no query parameters and newer ones page; neither
 * knows a filter.
 *
 * @param http what the calls are made over
 */
record CssClient(CloudHttp http) implements SourceClient {

  /**
   * Old versions know no limit and list all at once: far more than a cluster takes, but bounded.
   */
  private static final int MAX_ITEMS = 10 * ListQuery.MAX_LIMIT;

  /** Whether the cluster's endpoints may be changed. */
  private static final String UPDATE_SWITCH = "vpcepUpdateSwitch";

  /** The name of the cluster's endpoint service; only in newer versions, as are the addresses. */
  private static final String SERVICE_NAME = "vpcServiceName";

  @Override
  public Page list(Session session, String sourceId, ListQuery query) throws CloudException {
    return http.call(
        () -> ApiCall.list(session, CssSource.API, url(session, sourceId, query)),
        (headers, json) -> page(json, query.offset()));
  }

  @Override
  public boolean isListingDisabled(CloudException failure) {
    return failure.hasCode(CssErrors.NOT_ENABLED);
  }

  @Override
  public Api api() {
    return CssSource.API;
  }

  private static HttpUrl url(Session session, String sourceId, ListQuery query)
      throws CloudException {
    HttpUrl.Builder url =
        ApiUrl.of(
                session.endpoints().url(CssSource.API),
                "v1.0",
                session.projectId(),
                "clusters",
                sourceId,
                "vpcepservice",
                "connections")
            .addQueryParameter("limit", Integer.toString(query.limit()));
    if (query.offset() > 0) {
      url.addQueryParameter("offset", Integer.toString(query.offset()));
    }
    return url.build();
  }

  /** What is the cluster's may come after the connections that it applies to. */
  private static Page page(JsonParser json, int offset) throws IOException, CloudException {
    ListDocument document =
        ListDocument.read(json, CssClient::connection, MAX_ITEMS, UPDATE_SWITCH, SERVICE_NAME);
    CssCluster cluster =
        new CssCluster(
            document.text(SERVICE_NAME, ConnectionItem.MAX_NAME), document.flag(UPDATE_SWITCH));
    Page page = document.page(offset);
    List<Connection> connections = page.connections().stream().map(c -> in(cluster, c)).toList();
    return new Page(connections, page.malformed(), page.totalCount(), cluster);
  }

  private static Connection connection(ConnectionItem item) throws MalformedItemException {
    return new Connection(
        item.endpointId(),
        null,
        item.state(),
        item.text("domain_id", ConnectionItem.MAX_WORD),
        null,
        item.time("created_at", "create_at"),
        item.time("updated_at", "update_at"),
        List.of(),
        new CssDetails(
            item.text("maxSession", ConnectionItem.MAX_WORD),
            item.text("specificationName", ConnectionItem.MAX_WORD),
            item.text("vpcepIp", ConnectionItem.MAX_WORD),
            item.text("vpcepIpv6Address", ConnectionItem.MAX_WORD),
            item.text("vpcepDnsName", ConnectionItem.MAX_NAME),
            CssCluster.UNKNOWN));
  }

  private static Connection in(CssCluster cluster, Connection c) {
    CssDetails css = c.css();
    return new Connection(
        c.endpointId(),
        c.markerId(),
        c.state(),
        c.domainId(),
        c.description(),
        c.createdTime(),
        c.updatedTime(),
        c.errors(),
        css == null ? null : css.in(cluster));
  }
}
