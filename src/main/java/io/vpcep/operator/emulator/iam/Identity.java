package io.vpcep.operator.emulator.iam;

import java.nio.charset.StandardCharsets;
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

/** Users and tokens, and which of them are valid now. */
public final class Identity {

  private final InstantSource clock;
  private final Duration tokenLife;
  private final Map<String, String> projects;
  private final List<User> users;
  private final Set<String> fixedTokens = ConcurrentHashMap.newKeySet();
  private final Map<String, IssuedToken> issued = new ConcurrentHashMap<>();

  /** What the identity service knows of a token that it gave out. */
  private record IssuedToken(User user, Instant expiresAt) {}

  /**
   * What becomes of a token on a list.
   *
   * @param who whose token it is, for the request log; null for an unknown one
   * @param refusal what the gateway says; null when the token is valid
   */
  public record Verdict(@Nullable String who, @Nullable String refusal) {}

  public Identity(IamData data, InstantSource clock) {
    this.clock = clock;
    tokenLife = data.tokenLife();
    projects = data.projects();
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

  /** The ID and the name of the project with this name. */
  public Project projectNamed(String name) {
    return new Project(projects.getOrDefault(name, derivedId("project " + name)), name);
  }

  /** The ID and the name of the project with this ID; any ID is one, named as the ID if unknown. */
  public Project projectWithId(String id) {
    return projects.entrySet().stream()
        .filter(project -> project.getValue().equals(id))
        .findFirst()
        .map(project -> new Project(id, project.getKey()))
        .orElseGet(() -> new Project(id, id));
  }

  /** The user with this name, domain and password. */
  public Optional<User> login(String name, String domain, String password) {
    return users.stream().filter(new User(name, password, domain)::equals).findFirst();
  }

  /** Gives out a new token; older ones stay valid. */
  public Issued issue(User user) {
    Instant now = clock.instant();
    String token = "MIIE" + derivedId(UUID.randomUUID().toString());
    issued.put(token, new IssuedToken(user, now.plus(tokenLife)));
    return new Issued(token, now, now.plus(tokenLife));
  }

  /** Looks at the token of a request to a list; null when it has none. */
  public Verdict verdict(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return new Verdict(null, "x-auth-token not found");
    }
    if (fixedTokens.contains(token)) {
      return new Verdict("fixed token", null);
    }
    IssuedToken known = issued.get(token);
    if (known == null) {
      return new Verdict(null, "decrypt token fail");
    }
    boolean valid = clock.instant().isBefore(known.expiresAt());
    return new Verdict(
        known.user().name(),
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

  /** Adds a user, or gives one another password; issued tokens stay valid. */
  public void putUser(User user) {
    users.removeIf(old -> old.name().equals(user.name()) && old.domain().equals(user.domain()));
    users.add(user);
  }

  /** 32 hexadecimal digits that follow from the text. */
  static String derivedId(String text) {
    byte[] seed = text.getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
  }

  /**
   * A project.
   *
   * @param id 32 hexadecimal digits unless somebody named another
   * @param name in the clouds' default projects the region
   */
  public record Project(String id, String name) {}

  /**
   * A token as it was given out.
   *
   * @param token the value of X-Subject-Token
   * @param issuedAt now
   * @param expiresAt from then on it is refused
   */
  public record Issued(String token, Instant issuedAt, Instant expiresAt) {}
}
