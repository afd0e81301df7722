package io.vpcep.emulator.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** In which way an answer goes wrong. */
public enum FaultKind {
  /** The answer has another HTTP status and the gateway's error body. */
  STATUS("status"),
  /** The connection is closed without an answer; a plain close, the JDK's server has no reset. */
  RESET("reset"),
  /** The connection stays open without an answer until the client or the emulator closes it. */
  NO_ANSWER("noAnswer"),
  /** The right answer, one byte of its body a second. */
  SLOW("slow"),
  /** The connection is closed after half of the right answer's body. */
  TRUNCATE("truncate"),
  /** A page of HTML with status 200. */
  HTML("html"),
  /** Status 200 and a JSON body of 50 MiB. */
  HUGE("huge"),
  /** 302 to the same address; a {@code Location} among the headers leads elsewhere. */
  REDIRECT("redirect"),
  /** The first half of the right answer's body, sent as if it were whole. */
  MALFORMED_JSON("malformedJson"),
  /** The right answer, after the delay. */
  DELAY("delay");

  private final String word;

  FaultKind(String word) {
    this.word = word;
  }

  /** The name in the control interface. */
  public String value() {
    return word;
  }

  static Optional<FaultKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(FaultKind::value).collect(Collectors.joining(", "));
  }
}
