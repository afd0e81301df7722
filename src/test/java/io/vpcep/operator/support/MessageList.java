package io.vpcep.operator.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** Messages that users read, each with the situation that makes it, as one text. */
public final class MessageList {

  private final StringBuilder text = new StringBuilder();
  private Map<String, String> section = new LinkedHashMap<>();

  /** Begins a chapter. */
  public MessageList section(String title) {
    section = new LinkedHashMap<>();
    text.append("\n## ").append(title).append('\n');
    return this;
  }

  /** Adds a message. */
  public void add(String situation, String message) {
    if (section.put(situation, message) != null) {
      throw new AssertionError("two messages for one situation: " + situation);
    }
    text.append('\n').append(situation).append("\n    ").append(message).append('\n');
  }

  /** All of them. */
  public String text() {
    return text.toString();
  }
}
