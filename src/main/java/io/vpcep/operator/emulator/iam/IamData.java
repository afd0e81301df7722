package io.vpcep.operator.emulator.iam;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the identity service starts with.
 *
 * @param users who may log in
 * @param tokens tokens that are always valid
 * @param tokenLife how long an issued token is valid; 24 h in the real clouds
 * @param projects IDs by project name; a project that has none here gets one that follows from its
 *     name
 */
public record IamData(
    List<User> users, Set<String> tokens, Duration tokenLife, Map<String, String> projects) {

  /** The emulator's well-known credentials. */
  public static final IamData DEFAULT =
      new IamData(
          List.of(new User("emulator", "emulator-password", "emulator")),
          Set.of("emulator-token"),
          Duration.ofHours(24),
          Map.of());

  public IamData {
    users = List.copyOf(users);
    tokens = Set.copyOf(tokens);
    projects = Map.copyOf(projects);
  }
}
