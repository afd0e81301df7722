package io.vpcep.operator.cloud.support;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.CallListener;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.HttpSettings;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.IamClient;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.source.SourceTypes;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The client under test, with short timeouts, and the account that it calls as. */
public final class CloudCalls implements AutoCloseable {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final String TOKEN = "MIIsecretTokenOfTheAccount";
  public static final String PROJECT = "0123456789abcdef0123456789abcdef";
  public static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  public static final String CLUSTER = "4f3deec3-efa8-4598-bf91-560aad1377a3";
  public static final int MAX_BYTES = 64 * 1024;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Duration> durations = new CopyOnWriteArrayList<>();
  private final AtomicInteger internalErrors = new AtomicInteger();
  private final CloudHttp http;

  public CloudCalls() {
    this(Duration.ofSeconds(5));
  }

  public CloudCalls(Duration readTimeout) {
    this(new HttpSettings("1.2.3", Duration.ofMillis(300), readTimeout, MAX_BYTES, null, null));
  }

  public CloudCalls(HttpSettings settings) {
    http =
        new CloudHttp(
            settings,
            new Recorder(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            SourceTypes.SUPPORTED.errors());
  }

  /** What calls the API of such a source. */
  public SourceClient of(Source.Kind kind) {
    return SourceTypes.SUPPORTED.clients(http).apply(kind);
  }

  public IamClient iam() {
    return new IamClient(http);
  }

  /** What the listener heard: cloud, API, operation and code of each call. */
  public List<String> told() {
    return told;
  }

  public List<Duration> durations() {
    return durations;
  }

  /** How many calls ended with a fault of the operator. */
  public int internalErrors() {
    return internalErrors.get();
  }

  public Page listService(HttpUrl cloud) throws CloudException {
    return listService(cloud, ListQuery.pageFrom(0));
  }

  public Page listService(HttpUrl cloud, ListQuery query) throws CloudException {
    return of(VpcepSource.KIND).list(session(cloud), SERVICE, query);
  }

  public Page listCluster(HttpUrl cloud) throws CloudException {
    return of(CssSource.KIND).list(session(cloud), CLUSTER, ListQuery.pageFrom(0));
  }

  public CloudFailure failureOf(HttpUrl cloud) {
    return failureOf(() -> listService(cloud));
  }

  public static CloudFailure failureOf(ThrowingCallable call) {
    return catchThrowableOfType(CloudException.class, call).failure();
  }

  public static Session session(HttpUrl cloud) {
    return new Session(endpoints(cloud), PROJECT, new TokenAuthenticator(TOKEN));
  }

  public static CloudEndpoints endpoints(HttpUrl cloud) {
    return new CloudEndpoints("otc", "eu-de", Sessions.urls(cloud, cloud, cloud));
  }

  @Override
  public void close() {
    http.close();
  }

  private final class Recorder implements CallListener {

    @Override
    public void called(String cloud, String api, String operation, String code, Duration duration) {
      told.add(String.join(" ", cloud, api, operation, code));
      durations.add(duration);
    }

    @Override
    public void internalError() {
      internalErrors.incrementAndGet();
    }
  }
}
