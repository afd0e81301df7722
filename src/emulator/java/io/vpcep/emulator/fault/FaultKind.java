package io.vpcep.emulator.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** In which way a response goes wrong. */
public enum FaultKind {
  /** The response has another HTTP status and the gateway's error body. */
  STATUS("status"),
  /** The connection is closed without a response; a plain close, the JDK's server has no reset. */
  RESET("reset"),
  /** The connection stays open without a response until the client or the emulator closes it. */
  NO_RESPONSE("noResponse"),
  /** The right response, one byte of its body a second. */
  SLOW("slow"),
  /** The connection is closed after half of the right response's body. */
  TRUNCATE("truncate"),
  /** A page of HTML with status 200. */
  HTML("html"),
  /** Status 200 and a JSON body of 50 MiB. */
  HUGE("huge"),
  /** 302 to the same address; a {@code Location} among the headers leads elsewhere. */
  REDIRECT("redirect"),
  /** The first half of the right response's body, sent as if it were whole. */
  MALFORMED_JSON("malformedJson"),
  /** The right response, after the delay. */
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
