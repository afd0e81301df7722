package io.vpcep.emulator.iam;

import io.vpcep.emulator.iam.Projects.Project;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Users, tokens and access keys, and which of them are valid now. */
public final class IdentityStore {

  private final InstantSource clock;
  private final Duration tokenLife;
  private final Projects projects;
  private final AccessKeys accessKeys;
  private final LockOut lockOut;
  private final List<User> users;
  private final Set<String> fixedTokens = ConcurrentHashMap.newKeySet();
  private final IssuedTokens issued = new IssuedTokens();
  private final List<String> regions;
  private final Instant start;

  public IdentityStore(IamData data, InstantSource clock) {
    this.clock = clock;
    start = clock.instant();
    regions = data.regions();
    tokenLife = data.tokenLife();
    projects = new Projects(data.projects(), data.anyProject());
    accessKeys = new AccessKeys(data.accessKeys(), clock);
    lockOut = new LockOut(clock);
    users = new CopyOnWriteArrayList<>(data.users());
    fixedTokens.addAll(data.tokens());
  }

  /** The users of today. */
  public List<User> users() {
    return List.copyOf(users);
  }

  /** The tokens that are always valid. */
  public Set<String> fixedTokens() {
    return Set.copyOf(fixedTokens);
  }

  /** The access keys of today. */
  public AccessKeys accessKeys() {
    return accessKeys;
  }

  Projects projects() {
    return projects;
  }

  /** The IDs of the regions; at least one. */
  public List<String> regions() {
    return regions;
  }

  /**
   * The project of callers that name none: the first one of the data file, or else that of the
   * first region.
   */
  Project usualProject() {
    return projects.named().stream()
        .findFirst()
        .or(() -> projects.withName(regions.get(0)))
        .orElseGet(() -> new Project(Ids.of("project " + regions.get(0)), regions.get(0)));
  }

  /**
   * The user with this name, domain and password. Five wrong passwords in a row lock the user for 5
   * minutes; a locked one has no right password. The clouds' documents say that repeated wrong
   * passwords lock the account; both figures are unconfirmed, and taken from access keys.
   */
  public Optional<User> login(String name, String domain, String password) {
    Optional<User> known = user(name, domain);
    if (isLocked(name, domain) || known.isEmpty()) {
      return Optional.empty();
    }
    String lock = known.get().toString();
    if (!known.get().password().equals(password)) {
      lockOut.failed(lock);
      return Optional.empty();
    }
    lockOut.clear(lock);
    return known;
  }

  /** Whether a user may not log in even with the right password. */
  public boolean isLocked(String name, String domain) {
    return user(name, domain).map(User::toString).filter(lockOut::isLocked).isPresent();
  }

  private Optional<User> user(String name, String domain) {
    return users.stream().filter(user -> user.is(name, domain)).findFirst();
  }

  /**
   * Gives out a new token; older ones stay valid.
   *
   * @param project what it is good for; null for none
   * @param forDomain whether it is good for the user's domain
   */
  Issued issue(User user, @Nullable Project project, boolean forDomain) {
    Instant now = clock.instant();
    TokenInfo info = new TokenInfo(user, project, forDomain, now, now.plus(tokenLife));
    return new Issued(issued.add(info), info);
  }

  /**
   * What is known of a valid token; empty for an unknown or an expired one. A fixed token has the
   * usual project, was issued at the start, and expires a token's life from now.
   */
  Optional<TokenInfo> valid(String token) {
    Instant now = clock.instant();
    if (fixedTokens.contains(token)) {
      User user = new User("emulator", "", AuthenticationResult.DEFAULT_DOMAIN);
      return Optional.of(new TokenInfo(user, usualProject(), false, start, now.plus(tokenLife)));
    }
    return issued.find(token).filter(info -> info.isValid(now));
  }

  /** Looks at the token of a request to a list; null when it has none. */
  AuthenticationResult verdict(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return AuthenticationResult.refused(null, "x-auth-token not found");
    }
    if (fixedTokens.contains(token)) {
      return AuthenticationResult.of("fixed token", AuthenticationResult.DEFAULT_DOMAIN);
    }
    return issued
        .find(token)
        .map(this::verdict)
        .orElseGet(() -> AuthenticationResult.refused(null, "decrypt token fail"));
  }

  private AuthenticationResult verdict(TokenInfo known) {
    return new AuthenticationResult(
        known.user().name(),
        known.user().domain(),
        known.isValid(clock.instant())
            ? null
            : "token expires, expires_at: " + TokenTime.shown(known.expiresAt()));
  }

  /** Makes every issued token unknown. */
  public void revokeIssuedTokens() {
    issued.clear();
  }

  /** Makes the tokens that were always valid unknown. */
  public void revokeFixedTokens() {
    fixedTokens.clear();
  }

  /** Makes a token always valid. */
  public void addFixedToken(String token) {
    fixedTokens.add(token);
  }

  /**
   * Adds a user, or gives one another password; issued tokens stay valid, and the user is not
   * locked.
   */
  public void putUser(User user) {
    users.removeIf(old -> old.is(user.name(), user.domain()));
    users.add(user);
    lockOut.clear(user.toString());
  }

  /**
   * A token as it was given out.
   *
   * @param token the value of X-Subject-Token
   * @param info what is known of it
   */
  record Issued(String token, TokenInfo info) {}
}
