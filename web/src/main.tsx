import "./trusted-types.ts";
import { createRoot } from "react-dom/client";
import { Console } from "./app/console.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the console");
createRoot(root).render(<Console />);
