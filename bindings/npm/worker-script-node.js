// What runs in a worker of Node: answers each message { id, call, args }.
import { parentPort } from "node:worker_threads";
import * as pullquote from "./node.js";
import { answer } from "./answer.js";

parentPort.on("message", async (data) => parentPort.postMessage(await answer(pullquote, data)));
