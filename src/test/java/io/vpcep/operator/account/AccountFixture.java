package io.vpcep.operator.account;

import static io.vpcep.operator.support.Sessions.NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.AccessKeyAuthenticator;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.IdentityService;
import io.vpcep.operator.cloud.auth.IssuedToken;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.poll.AccountAccess.CloudCall;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.Sessions;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One account with all around it: Secrets, an identity service that exchanges passwords, and a
 * service that accepts tokens or does not. Time is turned by hand.
 */
final class AccountFixture
    implements EndpointResolver, SecretReader, IdentityService, AccountListener, KeyedExecutor {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final AccountKey KEY = new AccountKey("shop", "prod");
  static final AccountSettings SETTINGS =
      new AccountSettings("otc", "eu-de", "project-1", "credentials");
  static final Map<String, String> PASSWORD =
      Map.of("userName", "ops", "password", "sesame", "domainName", "shop-domain");

  final FakeClock time = new FakeClock(NOON);
  final AccountRegistry accounts;
  final List<Double> logins = new ArrayList<>();
  final List<Double> lookUps = new ArrayList<>();
  final List<Double> calls = new ArrayList<>();
  final List<Double> looks = new ArrayList<>();
  final List<AccountState> states = new ArrayList<>();
  final List<Throwable> internalErrors = new ArrayList<>();
  final List<Boolean> answers = new ArrayList<>();
  int settingsChanged;
  int probesDue;

  private final Map<String, Map<String, String>> secrets = new ConcurrentHashMap<>();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private @Nullable RuntimeException secretsBroken;
  private final Map<String, String> rightKeys = new ConcurrentHashMap<>();
  private final Set<Api> refusing = ConcurrentHashMap.newKeySet();
  private Runnable meanwhile = () -> {};
  private final List<Runnable> queued = new ArrayList<>();
  private @Nullable Throwable identityBroken;
  private boolean isHeldBack;
  private boolean isFull;
  private @Nullable CloudFailure identityFailure;
  private @Nullable CloudFailure serviceFailure;
  private String serviceCode = "";
  private boolean exists = true;
  private boolean isWatched;
  private Duration life = Duration.ofHours(24);
  private @Nullable Instant end;

  AccountFixture() {
    this(Duration.ofSeconds(10), Sessions::generousBudget);
  }

  /** One whose calls have another patience or call budget. */
  AccountFixture(Duration patience, Supplier<RateLimiter> limiters) {
    accounts =
        new AccountRegistry(
            new AccountContext(
                new TaskRuntime(
                    this, time, time, time, () -> 0, (stage, cause) -> internalErrors.add(cause)),
                this,
                this,
                this,
                new CredentialRegistry(limiters, time, patience),
                this,
                patience),
            key -> exists);
  }

  static AccountKey key(String namespace) {
    return new AccountKey(namespace, "prod");
  }

  static CloudFailure failure(Reason reason) {
    return new CloudFailure(reason, "it is " + reason.value());
  }

  AccountFixture withToken(String token) {
    secrets.put("shop/credentials", Map.of("token", token));
    return this;
  }

  AccountFixture withPassword() {
    secrets.put("shop/credentials", PASSWORD);
    return this;
  }

  AccountFixture withAccessKey(String accessKey) {
    secrets.put("shop/credentials", Map.of("accessKey", accessKey, "secretKey", "sesame"));
    return this;
  }

  AccountFixture withSecret(Map<String, String> keys) {
    secrets.put("shop/credentials", keys);
    return this;
  }

  AccountFixture withoutSecret() {
    secrets.clear();
    return this;
  }

  AccountFixture declared() {
    return declared(SETTINGS);
  }

  AccountFixture declared(AccountSettings settings) {
    accounts.declare(KEY, "uid-1", settings);
    return this;
  }

  /** An account of that namespace with a Secret of its own. */
  AccountKey another(String namespace, Map<String, String> keys) {
    return another(namespace, keys, SETTINGS);
  }

  AccountKey another(String namespace, Map<String, String> keys, AccountSettings settings) {
    secrets.put(namespace + "/credentials", keys);
    var key = new AccountKey(namespace, "prod");
    accounts.declare(key, "uid-of-" + namespace, settings);
    return key;
  }

  /** The only secret key that the identity service takes for an access key. */
  void rightKey(String accessKey, String secretKey) {
    rightKeys.put(accessKey, secretKey);
  }

  /** An API that takes no credentials at all. */
  void refuses(Api api) {
    refusing.add(api);
  }

  void accepts(Api api) {
    refusing.remove(api);
  }

  /** What the identity service ends with, apart from its failures. */
  void identityBreaks(@Nullable Throwable cause) {
    identityBroken = cause;
  }

  /** Is run whenever the accounts read, ask or notify somebody. */
  void meanwhile(Runnable work) {
    meanwhile = work;
  }

  /** From now on checks wait for {@link #runChecks}. */
  void holdChecks() {
    isHeldBack = true;
  }

  /** Whether no check can be queued. */
  void refuseChecks(boolean isRefused) {
    isFull = isRefused;
  }

  void runChecks() {
    isHeldBack = false;
    var tasks = List.copyOf(queued);
    queued.clear();
    tasks.forEach(Runnable::run);
  }

  void deleted() {
    exists = false;
    accounts.remove(KEY);
  }

  /** From now on somebody makes a call whenever a trial is due. */
  AccountFixture watched() {
    isWatched = true;
    return this;
  }

  void tokensLast(Duration duration) {
    life = duration;
  }

  /** The cloud says so of every token, by its own clock. */
  void tokensEndAt(Instant time) {
    end = time;
  }

  synchronized void serviceAccepts(String... tokens) {
    accepted.clear();
    accepted.addAll(Set.of(tokens));
  }

  void serviceFails(@Nullable CloudFailure cause) {
    serviceFails(cause, "");
  }

  /** The APIs fail with an error code of the cloud. */
  void serviceFails(@Nullable CloudFailure cause, String code) {
    serviceFailure = cause;
    serviceCode = code;
  }

  void identityFails(@Nullable CloudFailure cause) {
    identityFailure = cause;
  }

  void secretsBreak(@Nullable RuntimeException cause) {
    secretsBroken = cause;
  }

  /** Makes a call that returns the token it was made with. */
  String call() throws CloudException {
    return call(KEY, VpcepSource.API);
  }

  /** Makes a call whose outcome nobody asks for. */
  void tryToCall() {
    try {
      assertThat(call()).isNotEmpty();
    } catch (CloudException e) {
      assertThat(e.failure().message()).doesNotContain("sesame");
    }
  }

  String call(AccountKey key, Api api) throws CloudException {
    return accounts.call(key, api, Priority.NORMAL, session -> serve(api, session));
  }

  /** The failure of a call. */
  CloudFailure failureOf(AccountKey key, Api api) {
    return catchThrowableOfType(CloudException.class, () -> call(key, api)).failure();
  }

  <T> T call(CloudCall<T> call) throws CloudException {
    return accounts.call(KEY, VpcepSource.API, Priority.NORMAL, call);
  }

  String serve(Api api, Session session) throws CloudException {
    var token = tokenOf(session);
    synchronized (this) {
      calls.add(seconds());
    }
    if (serviceFailure != null) {
      throw new CloudException(serviceFailure, serviceCode);
    }
    if (refusing.contains(api) || !accepted.contains(token)) {
      throw new CloudException(Reason.UNAUTHORIZED, "Cloud: 401 APIGW.0301: incorrect token.");
    }
    return token;
  }

  /** The token, or the access key's ID and security token. */
  static String tokenOf(Session session) {
    var request = new Request.Builder().url(session.endpoints().url(VpcepSource.API)).build();
    var proof = session.authenticator().authenticate(request);
    var token = proof.header("X-Auth-Token");
    return token == null
        ? Objects.requireNonNull(proof.header("Authorization")).replaceAll(".*Access=|,.*", "")
        : token;
  }

  /** The state, without when it began. */
  @Nullable AccountState state() {
    return state(KEY);
  }

  @Nullable AccountState state(AccountKey key) {
    var state = accounts.state(key);
    return state == null
        ? null
        : new AccountState(state.reason(), state.message(), state.projectId());
  }

  AccountState.@Nullable Reason reason() {
    var state = state();
    return state == null ? null : state.reason();
  }

  @Override
  public void probeDue(AccountKey key) {
    meanwhile.run();
    probesDue++;
    if (isWatched) {
      tryToCall();
    }
  }

  @Override
  public void settingsChanged(AccountKey key) {
    meanwhile.run();
    settingsChanged++;
  }

  @Override
  public void stateChanged(AccountKey key) {
    meanwhile.run();
    var state = state(key);
    if (state != null) {
      states.add(state);
    }
  }

  @Override
  public void execute(TaskKey taskKey, Priority priority, Runnable task) {
    if (isFull) {
      throw new IllegalStateException("no more tasks");
    }
    if (isHeldBack) {
      queued.add(task);
    } else {
      task.run();
    }
  }

  @Override
  public void responded(TaskKey taskKey, boolean responds) {
    answers.add(responds);
  }

  private double seconds() {
    return new MonotonicTime(0).until(time.now()).toMillis() / 1000.0;
  }

  /** A region whose name begins with "region-" has an identity service of its own. */
  @Override
  public CloudEndpoints find(String cloud, String region) throws UnknownCloudException {
    if (!cloud.equals("otc")) {
      throw new UnknownCloudException("there is no cloud " + cloud + ".");
    }
    return region.startsWith("region-")
        ? new CloudEndpoints(
            cloud,
            region,
            Sessions.urls(
                HttpUrl.get("https://iam." + region + ".example.org"),
                NOWHERE.url(VpcepSource.API),
                NOWHERE.url(CssSource.API)))
        : NOWHERE;
  }

  @Override
  public @Nullable Map<String, String> read(String namespace, String name) {
    looks.add(seconds());
    meanwhile.run();
    if (secretsBroken != null) {
      throw secretsBroken;
    }
    return secrets.get(namespace + "/" + name);
  }

  /** Issues token-1, token-2 and so on. */
  @Override
  public synchronized IssuedToken issueToken(
      CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException {
    logins.add(seconds());
    meanwhile.run();
    breakIfBroken();
    if (identityFailure != null) {
      throw new CloudException(identityFailure);
    }
    return new IssuedToken(
        "token-" + logins.size(),
        end == null ? time.instant().plus(life) : end,
        projectId == null ? "looked-up" : projectId);
  }

  @Override
  public synchronized String findProject(CloudEndpoints endpoints, Authenticator authenticator)
      throws CloudException {
    lookUps.add(seconds());
    breakIfBroken();
    if (identityFailure != null) {
      throw new CloudException(identityFailure);
    }
    if (!isRight(authenticator)) {
      throw new CloudException(Reason.UNAUTHORIZED, "401 IAM.0063: wrong signature");
    }
    return "looked-up";
  }

  /** The clouds refuse a signature whose time is more than 15 minutes off theirs. */
  private boolean isRight(Authenticator authenticator) {
    var request = new Request.Builder().url(NOWHERE.iam()).build();
    var signature = authenticator.authenticate(request).header("Authorization");
    var ours = Duration.between(NOON, time.instant()).minusNanos(time.now().nanos());
    return ours.abs().toMinutes() < 15
        && (rightKeys.isEmpty()
            || rightKeys.entrySet().stream()
                .map(right -> new AccessKey(right.getKey(), right.getValue(), null))
                .map(key -> new AccessKeyAuthenticator(key, null, time).authenticate(request))
                .anyMatch(right -> Objects.equals(right.header("Authorization"), signature)));
  }

  private void breakIfBroken() {
    if (identityBroken instanceof Error error) {
      throw error;
    }
    if (identityBroken instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
