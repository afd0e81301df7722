package io.vpcep.operator.source.toy;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.ApiCall;
import io.vpcep.operator.cloud.ApiUrl;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.ConnectionItem;
import io.vpcep.operator.cloud.ErrorCodes;
import io.vpcep.operator.cloud.ListDocument;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.MalformedItemException;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.SourceType;
import java.util.List;
import okhttp3.HttpUrl;

/** A box of toys, listed by the toy API. It sorts in its own way, and fails with its own codes. */
final class ToySource {

  static final Source.Kind KIND = new Source.Kind("ToyBox", "toy box");
  static final Api API = new Api("toy", "", "");

  /** No field of a spec names one. */
  static final SourceType TYPE =
      new SourceType(
          KIND,
          API,
          ErrorCodes.NONE
              .with(Reason.THROTTLED, "Toy.0001")
              .withHint(Reason.FORBIDDEN, "the box belongs to another child", "Toy.0002"),
          spec -> null,
          Client::new);

  private ToySource() {}

  private record Client(CloudHttp http) implements SourceClient {

    @Override
    public Api api() {
      return API;
    }

    @Override
    public List<String> sortKeys() {
      return List.of("playedWith", "touched");
    }

    @Override
    public boolean isSortKeyRefused(CloudException failure) {
      return failure.hasCode("TOY.0003");
    }

    @Override
    public Page list(Session session, String sourceId, ListQuery query) throws CloudException {
      return http.call(
          () -> ApiCall.list(session, API, url(session, sourceId, query)),
          (headers, json) -> ListDocument.read(json, Client::toy, 1000).page(query.offset()));
    }

    private static HttpUrl url(Session session, String sourceId, ListQuery query)
        throws CloudException {
      var url = ApiUrl.of(session.endpoints().url(API), "boxes", sourceId);
      return query.sortKey() == null
          ? url.build()
          : url.addQueryParameter("by", query.sortKey()).build();
    }

    private static Connection toy(ConnectionItem item) throws MalformedItemException {
      return new Connection(
          item.endpointId(),
          null,
          item.state(),
          null,
          null,
          null,
          item.time("touched_at"),
          List.of(),
          null);
    }
  }
}
