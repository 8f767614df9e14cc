package io.securitybaseline.controlplane;

import io.fabric8.kubeapitest.binary.BinaryDownloader;
import io.fabric8.kubeapitest.binary.OSInfo;
import io.fabric8.kubeapitest.binary.repo.BinaryRepo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The envtest archive of this version, by kube-api-test's own downloader. Where it cannot be
 * reached that must cost little: its index has a few seconds to answer, a failure is one line, and
 * a mark in the cache keeps the next hour from trying again.
 */
record EnvtestDownload(BinaryCache cache, PrintStream progress) implements BinarySource {

  private static final Set<Binary> ARCHIVED =
      EnumSet.of(Binary.ETCD, Binary.KUBE_APISERVER, Binary.KUBECTL);
  private static final Duration INDEX_LIMIT = Duration.ofSeconds(4);
  private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(3);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofHours(1);

  @Override
  public Map<Binary, Path> provide(Set<Binary> wanted) {
    Set<Binary> archived = EnumSet.copyOf(wanted);
    archived.retainAll(ARCHIVED);
    if (archived.isEmpty() || failedLately()) {
      return Map.of();
    }
    Path staging = cache.folder().resolve(".envtest");
    try {
      FolderTree.delete(staging);
      if (!within(INDEX_LIMIT, EnvtestDownload::isListed)) {
        return giveUp("there is no envtest archive of " + KubernetesVersion.FULL);
      }
      progress.println("Downloading the envtest archive of " + KubernetesVersion.FULL + " ...");
      Path unpacked = within(ARCHIVE_LIMIT, () -> download(staging));
      return adopt(Executables.in(unpacked, archived));
    } catch (ExecutionException | TimeoutException | IOException e) {
      return giveUp("the envtest archive cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    } finally {
      FolderTree.delete(staging);
    }
  }

  private static boolean isListed() {
    OSInfo here = new OSInfo();
    return new BinaryRepo(here)
        .listObjectNames()
        .anyMatch(archive ->
            archive.getVersion().equals(KubernetesVersion.NUMBER)
                && archive.getOs().equals(here.getOSName())
                && archive.getArch().equals(here.getOSArch()));
  }

  private static Path download(Path staging) {
    return new BinaryDownloader(staging.toString(), new OSInfo())
        .download(KubernetesVersion.NUMBER)
        .toPath();
  }

  private Map<Binary, Path> adopt(Map<Binary, Path> unpacked) throws IOException {
    Map<Binary, Path> adopted = new EnumMap<>(Binary.class);
    for (Map.Entry<Binary, Path> entry : unpacked.entrySet()) {
      adopted.put(entry.getKey(), cache.adopt(entry.getKey(), entry.getValue()));
    }
    return adopted;
  }

  /**
   * The downloader knows no timeouts. In a virtual thread its socket is closed by an interrupt, so
   * that nothing goes on behind the operator's back once the time is over.
   */
  private static <T> T within(Duration limit, Callable<T> task)
      throws ExecutionException, InterruptedException, TimeoutException {
    FutureTask<T> running = new FutureTask<>(task);
    Thread.startVirtualThread(running);
    try {
      return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      running.cancel(true);
    }
  }

  private Map<Binary, Path> giveUp(String reason) {
    progress.println("No download: " + reason + ". Building from source instead.");
    try {
      Files.writeString(failureMark(), reason);
    } catch (IOException e) {
      // Then the next start tries again: a few seconds lost, nothing wrong.
      return Map.of();
    }
    return Map.of();
  }

  private boolean failedLately() {
    try {
      Instant failed = Files.getLastModifiedTime(failureMark()).toInstant();
      return failed.plus(PAUSE_AFTER_FAILURE).isAfter(Instant.now());
    } catch (IOException e) {
      return false;
    }
  }

  private Path failureMark() {
    return cache.folder().resolve(".envtest-unreachable");
  }
}
