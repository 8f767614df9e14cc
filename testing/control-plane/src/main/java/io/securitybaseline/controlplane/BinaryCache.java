package io.securitybaseline.controlplane;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The user's own folder of binaries of this version. What is in it is whole and of the right
 * version: files come in by an atomic move.
 */
record BinaryCache(Path folder) implements BinarySource {

  /** A file lock keeps other processes out, but throws at a second thread of this one. */
  private static final Lock THIS_PROCESS = new ReentrantLock();

  static BinaryCache of(Map<String, String> environment, Path home) {
    String set = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = set.isEmpty() ? home.resolve(".cache") : Path.of(set);
    return new BinaryCache(
        caches
            .resolve("security-baseline-operator")
            .resolve("control-plane")
            .resolve(KubernetesVersion.FULL));
  }

  @Override
  public Map<Binary, Path> provide(Set<Binary> wanted) {
    return Executables.in(folder, wanted);
  }

  /** Where to prepare a binary, on the same file system as the cache. */
  Path stagingFor(Binary binary) {
    return folder.resolve("." + binary.fileName() + "." + ProcessHandle.current().pid());
  }

  Path adopt(Binary binary, Path prepared) throws IOException {
    Path target = folder.resolve(binary.fileName());
    return Files.move(prepared, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The given sources, asked in turn by one process at a time; the others then find in the cache
   * what the first has put there.
   */
  BinarySource filledBy(List<BinarySource> sources, PrintStream progress) {
    return wanted -> {
      THIS_PROCESS.lock();
      try {
        Files.createDirectories(folder);
        return askUnderFileLock(sources, wanted, progress);
      } catch (IOException e) {
        throw new ControlPlaneException("cannot use the cache folder " + folder, e);
      } finally {
        THIS_PROCESS.unlock();
      }
    };
  }

  private Map<Binary, Path> askUnderFileLock(
      List<BinarySource> sources, Set<Binary> wanted, PrintStream progress) throws IOException {
    Path file = folder.resolve(".lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(channel, progress)) {
      return ControlPlaneBinaries.collect(wanted, sources);
    }
  }

  private FileLock lock(FileChannel channel, PrintStream progress) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    progress.println("Waiting for another process that fills " + folder + " ...");
    return channel.lock();
  }
}
