package io.vpcep.operator.cloud;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;

/**
 * How far a call has come; used by the calling thread alone. The client library may try more than
 * once: when a pooled connection turns out to be dead, it connects again. What counts is the last
 * try.
 */
final class CallProgress extends EventListener {

  private final long start = System.nanoTime();
  private boolean connected;
  private String code = "none";

  /** Whether the last try had a connection to send the request over. */
  boolean connected() {
    return connected;
  }

  /** Since the call began, on a monotonic clock. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The HTTP status, or {@code none} where no whole response came. */
  String code() {
    return code;
  }

  void responded(int status) {
    code = Integer.toString(status);
  }

  void lost() {
    code = "none";
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    connected = false;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connected = false;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    connected = true;
  }
}
