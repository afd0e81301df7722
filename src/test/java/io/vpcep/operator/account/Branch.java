package io.vpcep.operator.account;

import static io.vpcep.operator.support.Sessions.NOWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.IssuedToken;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.poll.AccountAccess.CloudCall;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.InlineExecutor;
import io.vpcep.operator.support.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One account with all around it: Secrets, an identity service that exchanges passwords, and a
 * service that accepts tokens or does not. Time is turned by hand.
 */
final class Branch implements CloudDirectory, SecretReader, IdentityService, AccountListener {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final AccountKey KEY = new AccountKey("shop", "prod");
  static final AccountSettings SETTINGS =
      new AccountSettings("otc", "eu-de", "project-1", "credentials");
  static final Map<String, String> PASSWORD =
      Map.of("userName", "ops", "password", "sesame", "domainName", "shop-domain");

  final FakeClock time = new FakeClock(NOON);
  final Accounts accounts;
  final List<Double> logins = new ArrayList<>();
  final List<Double> lookUps = new ArrayList<>();
  final List<Double> calls = new ArrayList<>();
  final List<Double> looks = new ArrayList<>();
  final List<AccountState> states = new ArrayList<>();
  int settingsChanged;

  private final Map<String, Map<String, String>> secrets = new ConcurrentHashMap<>();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private @Nullable RuntimeException secretsBroken;
  private @Nullable CloudFailure identityFailure;
  private @Nullable CloudFailure serviceFailure;
  private boolean exists = true;
  private boolean isWatched;
  private Duration life = Duration.ofHours(24);

  Branch() {
    accounts =
        new Accounts(
            this,
            this,
            this,
            Sessions::generousBudget,
            time,
            new InlineExecutor(),
            time,
            time,
            () -> 0,
            key -> exists,
            this);
  }

  /** One that nobody keeps fresh. */
  Account anAccount() {
    var budget = Sessions.generousBudget();
    var standing = new Standing(time, new BackOff(() -> 0));
    return new Account(KEY, this, this, budget, new Door(this, budget, time), standing, () -> {});
  }

  static CloudFailure failure(Reason reason) {
    return new CloudFailure(reason, "it is " + reason.word());
  }

  Branch withToken(String token) {
    secrets.put("credentials", Map.of("token", token));
    return this;
  }

  Branch withPassword() {
    secrets.put("credentials", PASSWORD);
    return this;
  }

  Branch withAccessKey(String accessKey) {
    secrets.put("credentials", Map.of("accessKey", accessKey, "secretKey", "sesame"));
    return this;
  }

  Branch withSecret(Map<String, String> keys) {
    secrets.put("credentials", keys);
    return this;
  }

  Branch withoutSecret() {
    secrets.clear();
    return this;
  }

  Branch declared() {
    return declared(SETTINGS);
  }

  Branch declared(AccountSettings settings) {
    accounts.declare(KEY, "uid-1", settings);
    return this;
  }

  void deleted() {
    exists = false;
    accounts.remove(KEY);
  }

  /** From now on somebody makes a call whenever a trial is due. */
  Branch watched() {
    isWatched = true;
    return this;
  }

  void tokensLast(Duration duration) {
    life = duration;
  }

  synchronized void serviceAccepts(String... tokens) {
    accepted.clear();
    accepted.addAll(Set.of(tokens));
  }

  void serviceFails(@Nullable CloudFailure cause) {
    serviceFailure = cause;
  }

  void identityFails(@Nullable CloudFailure cause) {
    identityFailure = cause;
  }

  void secretsBreak(@Nullable RuntimeException cause) {
    secretsBroken = cause;
  }

  /** Makes a call that returns the token it was made with. */
  String call() throws CloudException {
    return accounts.call(KEY, Source.Kind.VPC_ENDPOINT_SERVICE, Priority.NORMAL, this::serve);
  }

  /** Makes a call whose outcome nobody asks for. */
  void tryToCall() {
    try {
      assertThat(call()).isNotEmpty();
    } catch (CloudException e) {
      assertThat(e.failure().message()).doesNotContain("sesame");
    }
  }

  <T> T call(CloudCall<T> call) throws CloudException {
    return accounts.call(KEY, Source.Kind.VPC_ENDPOINT_SERVICE, Priority.NORMAL, call);
  }

  String serve(Session session) throws CloudException {
    var token = tokenOf(session);
    synchronized (this) {
      calls.add(seconds());
    }
    if (serviceFailure != null) {
      throw new CloudException(serviceFailure);
    }
    if (!accepted.contains(token)) {
      throw new CloudException(Reason.UNAUTHORIZED, "APIGW.0301: incorrect token");
    }
    return token;
  }

  /** The token, or the access key's ID and security token. */
  static String tokenOf(Session session) {
    var request = new Request.Builder().url(session.endpoints().vpcep()).build();
    var proof = session.authenticator().authenticate(request);
    var token = proof.header("X-Auth-Token");
    return token == null
        ? Objects.requireNonNull(proof.header("Authorization")).replaceAll(".*Access=|,.*", "")
        : token;
  }

  @Nullable AccountState state() {
    return accounts.state(KEY);
  }

  AccountState.@Nullable Reason reason() {
    var state = state();
    return state == null ? null : state.reason();
  }

  @Override
  public void trialDue(AccountKey key) {
    if (isWatched) {
      tryToCall();
    }
  }

  @Override
  public void settingsChanged(AccountKey key) {
    settingsChanged++;
  }

  @Override
  public void stateChanged(AccountKey key) {
    var state = accounts.state(key);
    if (state != null) {
      states.add(state);
    }
  }

  private double seconds() {
    return Duration.between(NOON, time.instant()).toMillis() / 1000.0;
  }

  @Override
  public CloudEndpoints find(String cloud, String region) throws UnknownCloudException {
    if (!cloud.equals("otc")) {
      throw new UnknownCloudException("there is no cloud " + cloud + ".");
    }
    return NOWHERE;
  }

  @Override
  public @Nullable Map<String, String> read(String namespace, String name) {
    looks.add(seconds());
    if (secretsBroken != null) {
      throw secretsBroken;
    }
    return namespace.equals("shop") ? secrets.get(name) : null;
  }

  /** Issues token-1, token-2 and so on. */
  @Override
  public synchronized IssuedToken issueToken(
      CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException {
    logins.add(seconds());
    if (identityFailure != null) {
      throw new CloudException(identityFailure);
    }
    return new IssuedToken(
        "token-" + logins.size(),
        time.instant().plus(life),
        projectId == null ? "looked-up" : projectId);
  }

  @Override
  public synchronized String findProject(CloudEndpoints endpoints, Authenticator authenticator)
      throws CloudException {
    lookUps.add(seconds());
    if (identityFailure != null) {
      throw new CloudException(identityFailure);
    }
    return "looked-up";
  }
}
