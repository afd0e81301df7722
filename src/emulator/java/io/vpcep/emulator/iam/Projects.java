package io.vpcep.emulator.iam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The projects of every domain. */
final class Projects {

  /** How many made-up projects keep their name. */
  private static final int REMEMBERED = 1_000;

  /** How long a name or an ID that nobody named may be, as in the clouds. */
  private static final int LONGEST = 64;

  private final Map<String, String> idsByName;
  private final Map<String, String> madeUpNames = new LinkedHashMap<>();
  private final boolean any;

  /**
   * A project.
   *
   * @param id 32 hexadecimal digits unless somebody named another
   * @param name in the clouds' default projects the region
   */
  record Project(String id, String name) {

    /** The regions that it may be in: the one that its name begins with, or any of these. */
    List<String> regions(List<String> all) {
      return id.equals(name) ? all : List.of(name.split("_", 2)[0]);
    }
  }

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
    if (id == null && !isMadeUp(name)) {
      return Optional.empty();
    }
    return Optional.of(id == null ? madeUp(name) : new Project(id, name));
  }

  private boolean isMadeUp(String text) {
    return any && text.length() <= LONGEST;
  }

  private Project madeUp(String name) {
    Project project = new Project(Ids.of("project " + name), name);
    synchronized (madeUpNames) {
      madeUpNames.put(project.id(), name);
      if (madeUpNames.size() > REMEMBERED) {
        madeUpNames.remove(madeUpNames.keySet().iterator().next());
      }
    }
    return project;
  }

  /**
   * The project with this ID. One without a given name has the name that it was looked up by, or
   * else its ID as name.
   */
  Optional<Project> withId(String id) {
    return named().stream()
        .filter(project -> project.id().equals(id))
        .findFirst()
        .or(() -> isMadeUp(id) ? Optional.of(new Project(id, madeUpName(id))) : Optional.empty());
  }

  private String madeUpName(String id) {
    synchronized (madeUpNames) {
      return madeUpNames.getOrDefault(id, id);
    }
  }
}
