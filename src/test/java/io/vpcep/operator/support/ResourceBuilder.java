package io.vpcep.operator.support;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A VpcEndpointConnection; by default it watches endpoint-1 of service-1 and was never read. */
public final class ResourceBuilder {

  private String uid = "uid-1";
  private long generation = 1;
  private @Nullable String service = "service-1";
  private @Nullable String cluster;
  private @Nullable String endpointId = "endpoint-1";
  private @Nullable Long markerId;
  private @Nullable String pollInterval;
  private @Nullable String pendingTimeout;
  private @Nullable Boolean suspend;
  private VpcEndpointConnectionStatus status = untouched();

  private ResourceBuilder() {}

  public static ResourceBuilder aResource() {
    return new ResourceBuilder();
  }

  /** The status that the API server gives a new resource. */
  private static VpcEndpointConnectionStatus untouched() {
    return aStatus(null, null, null);
  }

  /** A status with nothing but what metrics are made of. */
  public static VpcEndpointConnectionStatus aStatus(
      @Nullable String state, @Nullable String pendingSince, @Nullable List<Condition> conditions) {
    return new VpcEndpointConnectionStatus(
        -1L,
        null,
        state,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        pendingSince,
        null,
        null,
        null,
        null,
        conditions);
  }

  public ResourceBuilder identifiedBy(String newUid) {
    uid = newUid;
    return this;
  }

  public ResourceBuilder ofGeneration(long number) {
    generation = number;
    return this;
  }

  public ResourceBuilder watchingService(@Nullable String id) {
    service = id;
    cluster = null;
    return this;
  }

  public ResourceBuilder watchingCluster(String id) {
    service = null;
    cluster = id;
    return this;
  }

  public ResourceBuilder forEndpoint(String id) {
    endpointId = id;
    markerId = null;
    return this;
  }

  public ResourceBuilder forMarker(long id) {
    endpointId = null;
    markerId = id;
    return this;
  }

  public ResourceBuilder polledEvery(@Nullable String interval) {
    pollInterval = interval;
    return this;
  }

  public ResourceBuilder acceptedWithin(@Nullable String timeout) {
    pendingTimeout = timeout;
    return this;
  }

  public ResourceBuilder suspended(boolean value) {
    suspend = value;
    return this;
  }

  public ResourceBuilder withStatus(VpcEndpointConnectionStatus newStatus) {
    status = newStatus;
    return this;
  }

  public VpcEndpointConnection build() {
    var resource = new VpcEndpointConnection();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders-db")
            .withUid(uid)
            .withGeneration(generation)
            .build());
    resource.setSpec(
        new VpcEndpointConnectionSpec(
            new AccountRef("prod"),
            service == null ? null : new SourceRef(service),
            cluster == null ? null : new SourceRef(cluster),
            endpointId,
            markerId,
            pollInterval,
            pendingTimeout,
            suspend));
    resource.setStatus(status);
    return resource;
  }
}
