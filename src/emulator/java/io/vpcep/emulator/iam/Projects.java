package io.vpcep.emulator.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The projects of every domain. */
final class Projects {

  private final Map<String, String> idsByName;
  private final boolean any;

  /**
   * A project.
   *
   * @param id 32 hexadecimal digits unless somebody named another
   * @param name in the clouds' default projects the region
   */
  record Project(String id, String name) {}

  /**
   * @param any whether there are more than the named ones: one of every name, and one of every ID
   */
  Projects(Map<String, String> idsByName, boolean any) {
    this.idsByName = new TreeMap<>(idsByName);
    this.any = any;
  }

  /** Those that somebody named, by name. */
  List<Project> named() {
    return idsByName.entrySet().stream()
        .map(entry -> new Project(entry.getValue(), entry.getKey()))
        .toList();
  }

  /** The project with this name; one without a given ID has one that follows from the name. */
  Optional<Project> withName(String name) {
    String id = idsByName.get(name);
    if (id == null && !any) {
      return Optional.empty();
    }
    return Optional.of(new Project(id == null ? Ids.of("project " + name) : id, name));
  }

  /** The project with this ID; one without a given name has its ID as name. */
  Optional<Project> withId(String id) {
    return named().stream()
        .filter(project -> project.id().equals(id))
        .findFirst()
        .or(() -> any ? Optional.of(new Project(id, id)) : Optional.empty());
  }
}
