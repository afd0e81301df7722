package io.vpcep.operator.source.vpcep;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.source.Capability;
import io.vpcep.operator.source.SourceClient;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Lists the connections of a VPC endpoint service, accepts and rejects them, as documented in
 * "Querying Connections to a VPC Endpoint Service" and "Accepting or Rejecting a VPC Endpoint" of
 * the VPCEP API reference.
 *
 * @param http what the calls are made over
 */
record VpcepClient(CloudHttp http) implements SourceClient {

  private static final String APPROVAL = "approval_enabled";

  /** A server that lists somewhat more than it was asked for is forgiven, to this bound. */
  private static final int MAX_ITEMS = 2 * ListQuery.MAX_LIMIT;

  @Override
  public Page list(Session session, String sourceId, ListQuery query) throws CloudException {
    try {
      return http.call(
          () -> ApiCall.list(session, VpcepSource.API, url(session, sourceId, query)),
          (headers, json) ->
              ListDocument.read(json, VpcepClient::connection, MAX_ITEMS).page(query.offset()));
    } catch (CloudException e) {
      if (query.offset() > 0 && e.hasCode(VpcepErrors.OFFSET_REFUSED)) {
        return new Page(List.of(), List.of(), query.offset());
      }
      throw e;
    }
  }

  @Override
  public Api api() {
    return VpcepSource.API;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.FILTER, Capability.ACCEPT);
  }

  /** Huawei Cloud's documents name the first, Open Telekom Cloud's the second. */
  @Override
  public List<String> sortKeys() {
    return List.of("update_at", "updated_at");
  }

  @Override
  public boolean isSortKeyRefused(CloudException failure) {
    return failure.hasCode(VpcepErrors.SORT_KEY_REFUSED);
  }

  /**
   * The response shows the connection as it is by then, or in the state before, and in the
   * documents' example another one; only the list shows the outcome.
   */
  @Override
  public void act(Session session, CloudAction action) throws CloudException {
    String sourceId = action.source().source().id();
    http.call(
        () ->
            ApiCall.post(
                session,
                VpcepSource.API,
                "acceptOrRejectEndpoint",
                url(session, sourceId).addPathSegment("action").build(),
                body(action)),
        (headers, json) -> {
          json.nextToken();
          json.skipChildren();
          return action;
        });
  }

  /** As documented in "Querying Details About a VPC Endpoint Service". */
  @Override
  public Approval approval(Session session, String sourceId) throws CloudException {
    var url = serviceUrl(session, sourceId).build();
    return http.call(
        () -> ApiCall.get(session, VpcepSource.API, "showService", url),
        (headers, json) -> approval(json));
  }

  private static Approval approval(JsonParser json) throws IOException, CloudException {
    var flag = ListDocument.read(json, VpcepClient::connection, 0, APPROVAL).flag(APPROVAL);
    if (flag == null) {
      return Approval.UNKNOWN;
    }
    return flag ? Approval.REQUIRED : Approval.NOT_REQUIRED;
  }

  @Override
  public ActionRefusal refusal(CloudException failure, Verb verb) {
    return VpcepErrors.refusal(failure, verb);
  }

  private static String body(CloudAction action) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("action", action.verb() == Verb.ACCEPT ? "receive" : "reject");
    body.putArray("endpoints").add(action.endpointId());
    return body.toString();
  }

  private static HttpUrl.Builder url(Session session, String sourceId) throws CloudException {
    return serviceUrl(session, sourceId).addPathSegment("connections");
  }

  private static HttpUrl.Builder serviceUrl(Session session, String sourceId)
      throws CloudException {
    return ApiUrl.of(
        session.endpoints().url(VpcepSource.API),
        "v1",
        session.projectId(),
        "vpc-endpoint-services",
        sourceId);
  }

  private static HttpUrl url(Session session, String sourceId, ListQuery query)
      throws CloudException {
    HttpUrl.Builder url = url(session, sourceId);
    add(url, "id", query.endpointId());
    add(url, "marker_id", query.markerId());
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
