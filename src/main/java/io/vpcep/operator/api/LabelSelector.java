package io.vpcep.operator.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A label selector as the API server reads it, such as {@code shard in (a, b), !retired}. The API
 * server selects what is watched; here the same is asked of what is watched anyway.
 *
 * @param text the selector; empty for all resources
 * @param requirements all of which the labels meet
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Labels
 *     and Selectors</a>
 */
public record LabelSelector(String text, List<Requirement> requirements) {

  /** Selects all resources. */
  public static final LabelSelector ALL = new LabelSelector("", List.of());

  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
  private static final String KEY = "([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + NAME;
  private static final String VALUE = "(" + NAME + ")?";
  private static final String COMMA = "\\s*,\\s*";
  private static final String VALUES = VALUE + "(" + COMMA + VALUE + ")*";
  private static final String REQUIREMENT =
      "(?:"
          + ("!\\s*(?<absent>" + KEY + ")|")
          + ("(?<number>" + KEY + ")\\s*(?<than>[<>])\\s*(?<bound>[0-9]{1,18})|")
          + ("(?<equal>" + KEY + ")\\s*(?<sign>==|=|!=)\\s*(?<value>" + VALUE + ")|")
          + ("(?<in>" + KEY + ")\\s+(?<set>in|notin)\\s*\\(\\s*(?<values>" + VALUES + ")\\s*\\)|")
          + ("(?<present>" + KEY + ")")
          + ")";

  private static final Pattern NEXT = Pattern.compile("\\s*" + REQUIREMENT + "\\s*(?<more>,|$)");
  private static final Pattern KEY_PATTERN = Pattern.compile(KEY);

  /** What is asked of the label with a key. */
  public sealed interface Requirement {

    /** The key. */
    String key();

    /**
     * Whether a value meets it.
     *
     * @param value null if there is no such label
     */
    boolean isMetBy(@Nullable String value);
  }

  private record Presence(String key, boolean wanted) implements Requirement {
    @Override
    public boolean isMetBy(@Nullable String value) {
      return (value != null) == wanted;
    }
  }

  /** A resource without the label has none of the values. */
  private record Membership(String key, Set<String> values, boolean wanted) implements Requirement {
    @Override
    public boolean isMetBy(@Nullable String value) {
      return (value != null && values.contains(value)) == wanted;
    }
  }

  private record Comparison(String key, long bound, boolean greater) implements Requirement {
    @Override
    public boolean isMetBy(@Nullable String value) {
      if (value == null) {
        return false;
      }
      try {
        long number = Long.parseLong(value);
        return greater ? number > bound : number < bound;
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  public LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException if the text is none; it is the message
   */
  public static LabelSelector of(String text) {
    var requirements = new ArrayList<Requirement>();
    if (!text.isBlank()) {
      var next = NEXT.matcher(text);
      boolean isOver = false;
      while (!isOver) {
        if (!next.lookingAt()) {
          throw new IllegalArgumentException(text);
        }
        requirements.add(requirement(next));
        isOver = next.group("more").isEmpty();
        next.region(next.end(), text.length());
      }
    }
    return new LabelSelector(text.strip(), requirements);
  }

  private static Requirement requirement(Matcher found) {
    if (found.group("absent") != null) {
      return new Presence(found.group("absent"), false);
    }
    if (found.group("present") != null) {
      return new Presence(found.group("present"), true);
    }
    if (found.group("number") != null) {
      return new Comparison(
          found.group("number"),
          Long.parseLong(found.group("bound")),
          found.group("than").equals(">"));
    }
    if (found.group("equal") != null) {
      return new Membership(
          found.group("equal"), Set.of(found.group("value")), !found.group("sign").equals("!="));
    }
    return new Membership(
        found.group("in"),
        Set.copyOf(List.of(found.group("values").split(COMMA, -1))),
        found.group("set").equals("in"));
  }

  /** Whether a text is the key of a label. */
  public static boolean isKey(String text) {
    return KEY_PATTERN.matcher(text).matches();
  }

  /** Whether a resource with these labels, or none, is selected. */
  public boolean selects(@Nullable Map<String, String> labels) {
    return requirements.stream()
        .allMatch(each -> each.isMetBy(labels == null ? null : labels.get(each.key())));
  }

  /** The keys that it asks for. */
  public Collection<String> keys() {
    var keys = new TreeSet<String>();
    requirements.forEach(each -> keys.add(each.key()));
    return keys;
  }
}
