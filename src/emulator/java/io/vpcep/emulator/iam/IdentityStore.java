package io.vpcep.emulator.iam;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
  private final Map<String, IssuedToken> issued = new ConcurrentHashMap<>();

  /** What the identity service knows of a token that it gave out. */
  private record IssuedToken(User user, Instant expiresAt) {}

  public IdentityStore(IamData data, InstantSource clock) {
    this.clock = clock;
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

  /** Gives out a new token; older ones stay valid. */
  public Issued issue(User user) {
    Instant now = clock.instant();
    String token = "MIIE" + Ids.of(UUID.randomUUID().toString());
    issued.put(token, new IssuedToken(user, now.plus(tokenLife)));
    return new Issued(token, now, now.plus(tokenLife));
  }

  /** Looks at the token of a request to a list; null when it has none. */
  AuthenticationResult verdict(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return AuthenticationResult.refused(null, "x-auth-token not found");
    }
    if (fixedTokens.contains(token)) {
      return AuthenticationResult.of("fixed token", AuthenticationResult.DEFAULT_DOMAIN);
    }
    IssuedToken known = issued.get(token);
    if (known == null) {
      return AuthenticationResult.refused(null, "decrypt token fail");
    }
    boolean valid = clock.instant().isBefore(known.expiresAt());
    return new AuthenticationResult(
        known.user().name(),
        known.user().domain(),
        valid ? null : "token expires, expires_at: " + TokenTime.shown(known.expiresAt()));
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
   * @param issuedAt now
   * @param expiresAt from then on it is refused
   */
  public record Issued(String token, Instant issuedAt, Instant expiresAt) {}
}
