package io.vpcep.emulator.iam;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the identity service starts with.
 *
 * @param users who may log in
 * @param tokens tokens that are always valid
 * @param accessKeys what may sign
 * @param tokenLife how long an issued token is valid; 24 h in the real clouds
 * @param projects IDs by project name; a project that has none here gets one that follows from its
 *     name
 * @param regions the IDs of the regions; at least one
 * @param anyProject whether there are more projects than these: one of every name and of every ID
 */
public record IamData(
    List<User> users,
    Set<String> tokens,
    List<AccessKey> accessKeys,
    Duration tokenLife,
    Map<String, String> projects,
    List<String> regions,
    boolean anyProject) {

  /** The emulator's well-known credentials. */
  public static final IamData DEFAULT =
      new IamData(
          List.of(new User("emulator", "emulator-password", "emulator")),
          Set.of("emulator-token"),
          List.of(new AccessKey("emulator-access-key", "emulator-secret-key", null)),
          Duration.ofHours(24),
          Map.of(),
          List.of("eu-de", "eu-nl", "eu-ch2", "eu-west-101", "ap-southeast-1", "cn-north-4"),
          true);

  public IamData {
    users = List.copyOf(users);
    tokens = Set.copyOf(tokens);
    accessKeys = List.copyOf(accessKeys);
    projects = Map.copyOf(projects);
    regions = List.copyOf(regions);
  }
}
