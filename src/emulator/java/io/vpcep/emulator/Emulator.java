package io.vpcep.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.vpcep.emulator.control.ControlApi;
import io.vpcep.emulator.fault.Faults;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.GatewayError;
import io.vpcep.emulator.http.RequestLog;
import io.vpcep.emulator.http.Throttle;
import io.vpcep.emulator.iam.Authentication;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.ServiceLifeCycle;
import io.vpcep.emulator.world.Timer;
import io.vpcep.emulator.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running emulator of IAM, VPCEP and CSS: one HTTP server for all three. Requests are served side
 * by side, so that one that is held delays no other.
 */
public final class Emulator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Emulator.class);
  private static final int BACKLOG = 1024;

  static {
    // otherwise the JDK's server waits up to 40 ms for an acknowledgement of each response's head
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final World world;
  private final IdentityStore identity;
  private final Throttle throttle;
  private final Faults faults = new Faults();
  private final RequestLog requests = new RequestLog();
  private final CloudHandler cloud;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(daemons("emulator"));
  private final ScheduledExecutorService timerThread =
      Executors.newSingleThreadScheduledExecutor(daemons("emulator-timer"));
  private final Timer timer;

  private Emulator(EmulatorOptions options) throws IOException {
    world = new World(options.clock());
    options.data().fill(world);
    identity = new IdentityStore(options.data().iam(), options.clock());
    timer = Objects.requireNonNullElse(options.timer(), this::after);
    LifeCycle lifeCycle = new LifeCycle(world, options.clock(), timer, options.data().times());
    ServiceLifeCycle services = new ServiceLifeCycle(world, timer, options.data().times());
    throttle = new Throttle(options.clock(), options.data().throttling());
    Authentication authentication = new Authentication(identity, options.clock());
    cloud =
        new CloudHandler(
            new Cloud(
                world,
                lifeCycle,
                services,
                identity,
                authentication,
                throttle,
                options.clock(),
                options.data().dialect()),
            faults,
            requests,
            options);
    ControlApi control =
        new ControlApi(
            world, lifeCycle, identity, throttle, faults, requests, options.openControl());
    server = HttpServer.create(options.listen(), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", guarded(cloud));
    server.createContext(
        "/emulator",
        guarded(exchange -> control.respond(EmulatedRequest.read(exchange)).send(exchange)));
  }

  /**
   * Starts one on a free port of the loopback address, with the documents' examples.
   *
   * @throws IOException when it cannot listen
   */
  public static Emulator start() throws IOException {
    return start(EmulatorOptions.defaults());
  }

  /**
   * Starts one; its scenario starts too.
   *
   * @throws IOException when it cannot listen
   */
  public static Emulator start(EmulatorOptions options) throws IOException {
    Emulator emulator = new Emulator(options);
    emulator.server.start();
    options.data().scenario().start(emulator.world, emulator.timer);
    return emulator;
  }

  /** The base URL of all three services, without a slash at its end. */
  public String url() {
    InetAddress address = server.getAddress().getAddress();
    String host =
        address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress().split("%", -1)[0];
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port());
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What the emulated cloud holds; changes take effect with the next response. */
  public World world() {
    return world;
  }

  /** Who may log in, which tokens are valid, and which access keys there are. */
  public IdentityStore identity() {
    return identity;
  }

  /** How often a caller may call. */
  public Throttle throttle() {
    return throttle;
  }

  /** The faults that requests run into. */
  public Faults faults() {
    return faults;
  }

  /** What was asked so far. */
  public RequestLog requests() {
    return requests;
  }

  /**
   * Runs something in the thread of every request to the emulated clouds, before its fault is
   * chosen and its response is made: a change of the world between two pages of a list, for
   * instance. Replaces what was given before.
   */
  public void beforeResponse(Consumer<EmulatedRequest> hook) {
    cloud.beforeResponse(hook);
  }

  /** Closes all connections, whatever they wait for. */
  @Override
  public void close() {
    timerThread.shutdownNow();
    threads.shutdownNow();
    server.stop(0);
  }

  private void after(Duration delay, Runnable task) {
    Future<?> unused = timerThread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static HttpHandler guarded(HttpHandler handler) {
    return exchange -> {
      try {
        handler.handle(exchange);
      } catch (IOException e) {
        LOG.debug("The client of {} is gone", exchange.getRequestURI(), e);
        exchange.close();
      } catch (RuntimeException e) {
        LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        failed(exchange);
      }
    };
  }

  private static void failed(HttpExchange exchange) throws IOException {
    if (exchange.getResponseCode() == -1) {
      GatewayError.INTERNAL.response().send(exchange);
    } else {
      exchange.close();
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicLong number = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
